import type { Feature } from './score.ts'

/**
 * Evidence for and against a scam, by what it does to a reader. Weights are log-odds, set on the tuning part of
 * test/data/moderation/scams.jsonl and checked on the others (`npm run bench -- scams`).
 */
export const SCAM_FEATURES: readonly Feature[] = [
  // What is praised.
  { name: 'ticker', group: 'asset', weight: 1.3, pattern: /\$[a-z][a-z0-9]{1,9}\b/ },
  {
    name: 'contract address',
    group: 'asset',
    weight: 1.5,
    pattern: /\bca ?[:=] ?\w{6}|\b0x[0-9a-f]{6,64}\b.{0,60}\b(?:buy|ape|pump|moon)|\b[a-z0-9]{30,40}pump\b/,
  },
  {
    name: 'presale',
    group: 'presale',
    weight: 2.4,
    pattern: /\b(?:pre-?sale|fair ?launch|stealth ?launch|ido|public sale|seed round|whitelist spots?)\b/,
  },
  {
    name: 'next gem',
    group: 'asset',
    weight: 2.2,
    pattern:
      /\b(?:next|hidden|new|low ?cap|\d{2,4}x) gems?\b|\bnext (?:doge|shib|pepe|bitcoin|btc|eth|solana)\b|\bmoonshot\b|\bmemecoins?\b|\bshitcoins?\b/,
  },
  {
    name: 'coins',
    group: 'asset',
    weight: 0.9,
    pattern:
      /\b(?:crypto\w{0,10}|bitcoins?|btc|eth|ethereum|solana|usdt|usdc|altcoins?|forex|binary options?|nfts?|tokens? (?:launch|sale|price)|coins? (?:is|will|going))\b/,
  },
  // What is promised.
  {
    name: 'multiple',
    group: 'promise',
    weight: 2.2,
    pattern:
      /\bx(?:20|50|100|200|500|1000)\b|\b(?:[1-9]\d{1,4})x\b(?! ?(?:faster|slower|speed|smaller|bigger|cheaper|zoom|engineer|dev|more|less|improvement|better|higher res|scope|\d))/,
  },
  {
    name: 'going up for certain',
    group: 'promise',
    weight: 1.6,
    pattern:
      /\b(?:(?:will|gonna|about to|going to|ready to|set to|it's) (?:pump|moon|explode|skyrocket|fly|10x|100x)|(?:massive|huge|big) (?:pump|gains?|profits?)|to the moon|pump (?:starts|begins|incoming|group|signals?|tonight|now|soon)|guaranteed (?:pump|gains?))\b/,
  },
  {
    name: 'sure profit',
    group: 'promise',
    weight: 2.6,
    pattern:
      /\b(?:guaranteed?|assured|risk[- ]?free|100% (?:sure|safe|legit|profit)|no risk|sure|daily|weekly|huge|massive|steady|consistent) (?:daily |weekly |monthly )?(?:profits?|returns?|income|roi|gains?|payouts?|earnings?|winnings?)\b|\b(?:double|triple|multiply|10x) your (?:money|crypto|btc|bitcoin|eth|investment|deposit|capital|income|savings|portfolio|bag)\b|\bfinancial(?:ly)? free(?:dom)?\b|\bpassive income\b/,
  },
  {
    name: 'money made',
    group: 'money',
    weight: 2,
    pattern:
      /\b(?:earn(?:ed|ing|s)?|ma(?:de|ke|king)|withdr[ae]w(?:n|al)?|receiv(?:e|ed|ing)|paid|get paid|profits? of|turn(?:ed)?|cash(?:ed)? out|pays?|salary|won|claim(?:ed)?)\b.{0,30}?(?:[$€£] ?\d[\d.,]*k?|\d[\d.,]*k? ?(?:\$|€|£|usd\b|usdt\b|dollars|bucks|btc\b|eth\b))/,
  },
  {
    name: 'sum a day',
    group: 'money',
    weight: 2.2,
    pattern:
      /[$€£] ?\d[\d.,]*k?\+?(?: ?- ?[$€£]?\d[\d.,]*k?)? ?(?:\/|per|a|every|each|daily|weekly|in) ?(?:just |only |less than )?(?:a )?(?:\d{1,2} )?(?:day|days|daily|hour|hours|hrs|week|weeks|month)\b|[$€£] ?\d[\d.,]*k?\+? (?:daily|weekly)\b/,
  },
  {
    name: 'percent',
    group: 'money',
    weight: 1.3,
    pattern:
      /\b\d{1,4}(?:\.\d+)?% ?(?:daily|weekly|monthly|apy|roi|profit|returns?|bonus|accuracy|win rate|of (?:your|the) (?:profit|deposit))/,
  },
  {
    name: 'easy money',
    group: 'promise',
    weight: 1.2,
    pattern: /\b(?:quick(?:est)?|easy) (?:money|cash|profits?)\b|\bget rich\b/,
  },
  {
    name: 'hundreds of percent',
    group: 'promise',
    weight: 2,
    pattern:
      /\b(?:rip|did|up|gain(?:s|ed)?|do|pump(?:s|ed)?|made|profits? of|guaranteed|\+) ?(?:of )?\+?\d{1,2},?\d{2,3}%|\b\d{1,2},?\d{2,3}% (?:gains?|profits?|returns?|guaranteed|pump)\b|\b(?:10|20|50|100)x (?:your|their|our) (?:portfolio|money|bag|capital|investment)\b/,
  },
  {
    name: 'pump group',
    group: 'mentor',
    weight: 2.2,
    pattern:
      /\bpump (?:and|&|n) dump (?:group|channel|server|signals?|call)\b|\bnext pump (?:is|at|on|in|tonight)\b/,
  },
  // Why it must be now.
  {
    name: 'closing soon',
    group: 'hurry',
    weight: 2,
    pattern:
      /\b(?:(?:closes|closing|ends|ending|expires?|expiring|launch(?:es|ing)?|starts?|starting|live) (?:in \d|tonight|today|soon|in (?:a few|an|one|two) |at midnight|this (?:weekend|evening))|last (?:chance|call|day|spots?|hours?)|only \d{1,5} (?:spots?|slots?|places?|seats?|left|people|members)|(?:first|for the next) \d{1,5} (?:people|members|users|persons|interested|to|only|hours?|minutes?)|before (?:it'?s too late|it is too late|it ends|they'?re gone|listing)|limited (?:time|spots?|slots?|offer|supply)|don'?t miss(?: out| this| it)?|do not miss|hurry(?: up)?|act (?:fast|now|quick\w{0,2})|(?:get|ape|buy) in (?:now|early|before|fast|quick)|still early|fill(?:ing)? (?:up )?fast|while (?:it lasts|stocks? lasts?))\b/,
  },
  {
    name: 'buy now',
    group: 'hurry',
    weight: 1.3,
    pattern:
      /\b(?:buy|ape|load|load up|fill|bag|grab|get|join|claim|mint|invest|register|start)(?: \w+){0,3} (?:now|today|asap|immediately|before|tonight)\b/,
  },
  // Where it goes on.
  {
    name: 'write to me',
    group: 'contact',
    weight: 1.9,
    pattern:
      /\b(?:dm|message|text|inbox|pm|write|contact|whatsapp|hmu|hit|add|msg)(?: (?:me|us|him|her|them|my|the admin|admin|now|up))\b|\b(?:dms? (?:are )?open|send (?:me )?(?:a )?(?:dm|friend request|private message)|drop (?:me )?(?:a )?(?:dm|message)|slide into|reach (?:out to )?(?:me|him|her|us)|dm (?:for|to|if|asap|"|'|interested)|ask me (?:how|\(|via)|reply ["'“]?(?:me|yes|interested|how|info|in)\b)/,
  },
  {
    name: 'messenger',
    group: 'contact',
    weight: 2.1,
    pattern: /\b(?:telegram|whats ?app|t\.me|wa\.me|signal app|line id|wechat|kik)\b|\btg ?[:@]/,
  },
  { name: 'friend request', group: 'contact', weight: 1.4, pattern: /\bfriend request\b/ },
  // What the reader is to do.
  {
    name: 'connect your wallet',
    group: 'wallet',
    weight: 3,
    pattern:
      /\b(?:connect|validate|verify|sync(?:hronize)?|rectify|link|import|restore|authenticate|migrate|re-?activate)(?: \w+){0,2} (?:wallets?|metamask|phantom|ledger|trust ?wallet|seed|recovery phrase|secret phrase|private keys?)\b|\b(?:12|24)[- ]word (?:phrase|seed)|\b(?:send|enter|share|give|provide|type|submit)(?: \w+){0,3} (?:seed|recovery phrase|secret phrase|private key)\b/,
  },
  {
    name: 'send and get back',
    group: 'wallet',
    weight: 2.8,
    pattern:
      /\bsend (?:\w+ ){0,3}?[\d.]+ ?(?:btc|eth|sol|usdt|bnb|\$)?.{0,40}\b(?:back|double|x2|2x)\b|\bget (?:double|twice|2x) back\b/,
  },
  {
    name: 'claim',
    group: 'claim',
    weight: 1.7,
    pattern:
      /\b(?:claim|redeem|grab|collect|get|pick up)(?: \w+){0,3} (?:airdrop|rewards?|tokens?|gifts?|nitro|prizes?|bonus|allocation|drop|refund|nft|coins?|skins?|giveaway|winnings?)\b|\byou (?:have been|were|are|'?ve been) (?:selected|chosen|picked)|\byou(?:'ve| have)? won\b|\bcongratulations,? (?:you|to|@)/,
  },
  {
    name: 'airdrop',
    group: 'airdrop',
    weight: 1.9,
    pattern: /\b(?:air ?drops?|free (?:mint|nft|tokens?|crypto|btc|eth|sol|usdt|bitcoin|coins?))\b/,
  },
  {
    name: 'gift',
    group: 'gift',
    weight: 2.3,
    pattern:
      /\b(?:free|gift(?:ing)?|claim|giving away|giveaway)\b.{0,25}\b(?:nitro|steam|robux|v-?bucks|gift ?cards?|skins|playstation|ps5|macbook|iphone|xbox|airpods|gpu|rtx|laptop|tickets?)\b|\b(?:nitro|steam|robux|gift ?cards?|skins)\b.{0,25}\b(?:for free|free|giveaway|gift|drop|generator|\$50|50\$)|\bgift \d{1,3}\$|\b\d{1,3}\$ (?:gift|steam)|[$€]\d{1,4} (?:steam )?gift\b/,
  },
  {
    name: 'casino',
    group: 'casino',
    weight: 2.4,
    pattern:
      /\b(?:casinos?|(?:play|online|free|vegas|new) slots|slots (?:games?|machines?|sites?)|roulette|jackpots?|sports?book|betting tips|fixed match(?:es)?|sure ?odds|free ?spins?|rakeback)\b/,
  },
  {
    name: 'promo code',
    group: 'code',
    weight: 1.6,
    pattern:
      /\b(?:promo|bonus|referral|activate|use|invite|enter)(?: the| my| this)? ?code\b|\bsign ?-?up bonus\b|\bdeposit bonus\b|\bno deposit\b|\bwelcome bonus\b|\buse code\b/,
  },
  {
    name: 'mentor',
    group: 'mentor',
    weight: 2.4,
    pattern:
      /\b(?:thanks to|thank you|thanks|all thanks|god bless|shout ?out to|grateful to|credits? to|kudos to|with the help of|recommend|under (?:the )?(?:guidance|mentorship) of|trad(?:e|es|ing) with|invest(?:ed|ing)? with|contact)(?: \w+){0,4} (?:mrs?\.?|miss|ms\.?|sir|madam|expert|coach|mentor|trader|broker|manager|her|him|his|platform)\b|\b(?:expert|professional|account) (?:trader|broker|manager)\b|\bcopy ?trad(?:e|ing)\b|\bmy (?:broker|mentor|trading coach|account manager)\b/,
  },
  {
    name: 'paid signals',
    group: 'mentor',
    weight: 2.2,
    pattern:
      /\b(?:vip|free|premium|daily|accurate|crypto|forex|trading|pump|paid) (?:trading |crypto |forex |pump )?signals?\b(?! (?:handler|processing|slot))|\bsignals? (?:group|channel|provider)\b|\bpump (?:group|channel|community)\b/,
  },
  {
    name: 'teaching to earn',
    group: 'mentor',
    weight: 2.6,
    pattern:
      /\b(?:i'?ll|i will|i can|i'?m (?:going to|gonna)|let me|we|happy to)\b.{0,15}\b(?:teach|show|help|guide|coach|mentor)(?:ing)?\b.{0,60}\b(?:earn|make (?:money|profits?|cash|[$€£\d])|profit|trade|invest|income|crypto market)\b.{0,60}/,
  },
  {
    name: 'share of profit',
    group: 'share',
    weight: 2.4,
    pattern:
      /\b(?:pay|give|return|reimburse|share|send)(?: \w+){0,3} \d{1,2}% (?:of|from)|\b\d{1,2}% (?:of (?:the |your |his |her )?(?:profit|earnings?|income)|commission)\b/,
  },
  {
    name: 'work without skill',
    group: 'task',
    weight: 2.2,
    pattern:
      /\b(?:no (?:experience|skills?|investment|interview|qualification)s? (?:is |are )?(?:needed|required|necessary)|work from (?:home|your phone|anywhere)|(?:simple|easy|online|daily|small) (?:online )?(?:tasks?|jobs?|work)\b|part[- ]time (?:job|work|position|opportunit\w+|online)|like (?:and|&) (?:subscribe|follow|share)|(?:rate|review|like|liking|rating|reviewing|watch|watching) (?:hotels?|products?|videos?|youtube|apps?|music)|data entry|(?:1|2|one|two|30|few)(?: ?- ?\d)? ?(?:hours?|hrs?|min(?:ute)?s?) (?:a|per|of (?:your )?time|daily|every)|paid (?:daily|weekly|instantly|in (?:usdt|crypto|btc)))\b/,
  },
  {
    name: 'fake support',
    group: 'support',
    weight: 2.4,
    pattern:
      /\b(?:open|create|submit|raise|drop|lodge)(?: \w+){0,3} ticket.{0,60}(?:https?|wallet|\bhere\b|support|team|live chat|link|resolve|dm)|\b(?:contact|reach|message|dm|write to|talk to|chat with)(?: \w+){0,4} (?:support|help ?desk|customer (?:care|service)|live agent|support (?:team|agent)|mod(?:erator)? team|administrator)\b.{0,40}(?:wallet|https?|link|dm|assist|resolve|rectif|issue|fund|below|here|#)|\b(?:wallet|dapps?|node|blockchain) (?:validation|rectification|resolution|support|synchronization|migration)\b|\byour (?:account|wallet|discord|server access)\b.{0,30}\b(?:will be|has been|is|was) (?:suspended|disabled|terminated|deleted|limited|compromised|flagged|banned|locked)\b/,
  },
  {
    name: 'recovery',
    group: 'recovery',
    weight: 2.6,
    pattern:
      /\b(?:recover(?:ed|y|ing)?|retriev(?:e|ed|ing)|get back|got back)(?: \w+){0,5} (?:lost|stolen|scammed|funds?|crypto|bitcoin|btc|money|investment|wallet)\b.{0,120}|\b(?:ethical |professional |certified |legit )(?:hackers?|recovery (?:expert|agent|firm|company))\b|\bhacker for hire\b/,
  },
  {
    name: 'accidental report',
    group: 'report',
    weight: 4.8,
    pattern:
      /\b(?:accidentally|mistakenly|by (?:mistake|accident)) reported (?:your|you)\b|\b(?:report(?:ed)? you(?:r account)? by (?:mistake|accident))\b/,
  },
  {
    name: 'nude bait',
    group: 'bait',
    weight: 2.6,
    pattern:
      /\b(?:onlyfans|nudes?|leaks?|18\+|nsfw|teens?)\b.{0,40}\b(?:free|server|join|leaks?|here|collection)\b/,
  },
  {
    name: 'everyone',
    group: 'broadcast',
    weight: 1.6,
    pattern:
      /@(?:everyone|here)\b|\b(?:hello|hey|hi|attention|dear|good news) (?:everyone|everybody|all|guys|friends|members|traders|investors|community|fam)\b/,
  },
  {
    name: 'not a scam',
    group: 'denial',
    weight: 1.8,
    pattern:
      /\b(?:not (?:a )?scam|no scam|100% legit|legit(?:imate)? (?:and|&) (?:trusted|safe|paying)|trust me|it really works|this is real|proof of payments?|it'?s legit|legit platform|am a living (?:proof|testimony)|serious (?:people|minded|investors) only|interested (?:people|persons?|ones) (?:only|should)|financial freedom awaits)\b/,
  },
  {
    name: 'exchange listing',
    group: 'listing',
    weight: 1.6,
    pattern:
      /\b(?:gets? listed|listing alert|on binance (?:tomorrow|soon|next week)|listing (?:price|tomorrow|soon|on \w+)|(?:binance|coinbase|kucoin|bybit|okx|exchange) listing|before (?:the )?(?:\w+ )?listing|whales? (?:are|is) (?:accumulating|buying|loading)|insider info)\b/,
  },
  {
    name: 'price goes up',
    group: 'promise',
    weight: 1.4,
    pattern: /\bprice (?:goes|jumps|going) up\b.{0,20}\d|\bsells? out in\b|\blast one did \d/,
  },
  {
    name: 'pump together',
    group: 'promise',
    weight: 1.8,
    pattern: /\bwe (?:pump|are pumping)\b|\beveryone buys\b|\bape in\b/,
  },
  {
    name: 'link in the profile',
    group: 'contact',
    weight: 1.5,
    pattern: /\b(?:link|contract|address|ca) in (?:my |the )?(?:bio|profile|description)\b/,
  },
  {
    name: 'sign a transaction',
    group: 'wallet',
    weight: 2.2,
    pattern: /\bsign (?:the|this|a) (?:transaction|message) (?:here|to|and)\b|\bgas only\b|\b1 per wallet\b/,
  },
  {
    name: 'paste and run',
    group: 'login',
    weight: 4.8,
    pattern: /\bwin(?:dows)? ?\+ ?r\b.{0,60}\b(?:paste|enter|ctrl)\b/,
  },
  {
    name: 'log in here',
    group: 'login',
    weight: 2.2,
    pattern:
      /\bscan (?:the|this|a) qr\b|\b(?:log ?in|sign in) (?:with|via) (?:steam|discord|your)\b.{0,40}(?:https?|here|:|to (?:unlock|vote|verify|claim|get))|\blink your account (?:here|now|at)\b|\bverify (?:again|here|yourself|now|that you)\b.{0,60}(?:https?|keep|lose|role|access|human)|\bjust log ?in with\b/,
  },
  {
    name: 'download my game',
    group: 'login',
    weight: 2.2,
    pattern:
      /\b(?:test|try|try out|play)(?: \w+){0,3} (?:my|our) (?:new )?game\b.{0,100}(?:download|run|password|https?|\$\d)/,
  },
  {
    name: 'accounts for sale',
    group: 'sale',
    weight: 2.4,
    pattern:
      /\b(?:sell(?:ing)?|buy|for sale|rent(?:ing)?|unlimited|cheap|verified|aged)\b.{0,40}\b(?:accounts?|followers|cashapp|paypal|bank logs|logs|clone cards?|usdt|upwork|linkedin)\b|\b(?:mev|sniper|arbitrage|trading|flip) bots? (?:for sale|available)\b|\b(?:bot|method|exploit|script) (?:for sale|for the method)\b|\bshar(?:e|ing) (?:your|their) (?:linkedin|upwork|github|paypal|bank) account\b/,
  },
  {
    name: 'trusted seller',
    group: 'seller',
    weight: 1.8,
    pattern:
      /\b(?:escrow accepted|trusted seller|best price|instant delivery|no upfront|serious (?:buyers|inquiries|people|investors|minded)|proof available|last \d copies|lifetime access|source included|on autopilot)\b/,
  },
  {
    name: 'promotion of tokens',
    group: 'sale',
    weight: 2,
    pattern:
      /\bpromot\w{1,4} your (?:token|project|nft|coin|server)\b|\bwe build your (?:token|dapp|coin)\b|\breal holders\b/,
  },
  // The same in other words: what an offer asks for, beside what it promises.
  {
    name: 'pay by the day',
    group: 'money',
    weight: 2.2,
    pattern:
      /\b\d[\d.,]*k?\+?(?: ?- ?\d[\d.,]*k?)? ?(?:[$€£]|usd[tc]?|dollars?|dólares|bucks|euros?|reais|eur|gbp)\b.{0,14}?\b(?:(?:per|a|each|every|por|al|am|pro|par) ?(?:\d|single |few |four )?(?:day|days|week|weeks|screenshot|set|día|dia|tag|jour|woche)|daily|weekly|hourly)\b|[$€£] ?\d[\d.,]*k?.{0,12}\b(?:al día|por dia|par jour|pro tag|am tag|в (?:день|неделю))/,
  },
  {
    name: 'money from little',
    group: 'promise',
    weight: 2.4,
    pattern:
      /\b(?:grow|turn|flip|invest|put in|start(?:ed)? with) (?:just |only )?[$€£]?\d[\d.,]*k? ?(?:usd[tc]?|dollars|bucks|euros?)?,? ?(?:(?:and )?(?:get|got|make|made|receive|withdrew)|to|into|in|and (?:i'm|now|walked)|→) (?:at |off with )?[$€£]?\d|\b\d(?:\.\d+)? ?(?:percent|%) (?:each|every|per|a) (?:single )?(?:day|week)\b|\b(?:quit (?:my|their|your) jobs?|print(?:ing)? money|paid off my (?:mortgage|debts?|house)|become millionaires?|while you sleep|capital (?:is )?(?:protected|guaranteed|back)|zero losing|0 losses|correct score|payout is automatic|extra income|changed? my life|tired of being broke|the rich don't want)\b/,
  },
  {
    name: 'sent to a person',
    group: 'contact',
    weight: 1.9,
    pattern:
      /\b(?:message|write|text|contact|add|dm|ask|inbox|chat with|reach)(?: to)? (?:me|us|him|her|them|my|our|mrs?\.?|the (?:manager|receptionist|admin|agent)) ?(?:privately|for (?:the|proof|a quote)|on|in|and say|so|personally|via|'s)\b|\b(?:hit|drop into|slide in) my (?:inbox|dms?)\b|\b(?:type|comment|write|send|reply|drop) (?:the word )?["'“]?(?:info|yes|start|ready|in|coin|interested|me|\+)["'”]?(?= |,|$)|\bask me (?:for|how|about)\b|\b(?:escr[ií]beme|schreib mir|contacte[- ]moi|chama no|пиши(?:те)?)\b/,
  },
  {
    name: 'asks for the wallet',
    group: 'wallet',
    weight: 2.6,
    pattern:
      /\b(?:connect(?:ing)?|link|sign|approve|confirm)\b.{0,40}\b(?:and (?:sign|press|confirm|mint|claim)|with your (?:main )?wallet|to (?:receive|claim|see how much|release)|the pop-?up|ownership)\b|\b(?:your|which) wallets? (?:was|is|has been|are) (?:selected|eligible|chosen|affected)\b|\b(?:check|see|submit|register|enter) (?:if |whether )?(?:your|my) (?:wallet|address|eligibility)\b.{0,50}\b(?:qualif\w+|collect|fee|tokens?|details|claim|allocat\w+)?\b|\b(?:12|24|twelve) words\b.{0,40}\b(?:portal|secure|enter|page|form)\b|\benter your (?:12|24|twelve) words\b|\brevoke\b.{0,60}\bconnect\w*\b/,
  },
  {
    name: 'prize drawn',
    group: 'claim',
    weight: 2,
    pattern:
      /\b(?:cash|monthly|weekly|loyalty|special) (?:reward|lottery|prize|bonus)\b|\b(?:spin the wheel|prize wheel|lucky draw|username was drawn|pay(?:ing)? (?:only )?(?:for )?(?:the )?shipping|credited automatically|everyone who (?:joins|signs up|registers)|each viewer|participate with)\b/,
  },
  {
    name: 'hands over the account',
    group: 'login',
    weight: 2.3,
    pattern:
      /\b(?:log ?in|sign in|login)(?: again)? (?:and get|with (?:your|steam|discord)|through steam|first)\b|\blink your accounts? at\b|\bscan (?:this|the|a) (?:qr|code)\b.{0,60}\b(?:otherwise|kicked|private|keep|lose|access)\b|\bpassword(?: is|:) ?\w{3,12}\b.{0,60}\b(?:launch|run|game|tell me|installer)\b|\b(?:zip|installer|launcher)\b.{0,40}\bpassword(?: is|:)|\bneeds? your token\b|\b(?:confirm|reply with|send) your (?:password|phone code|code|email and the code)\b|\bis (?:it|that|this) (?:really )?you\b.{0,40}https?:|\bpicture in this video\b/,
  },
  {
    name: 'self-appointed support',
    group: 'support',
    weight: 2.3,
    pattern:
      /\b(?:i'?m|i am|this is) (?:an? )?(?:agent|engineer|admin|from (?:the )?(?:official|support)|discord (?:trust|staff|team)|support)\b|\bmessage from security\b|\b(?:live support|helpdesk bot|help ?center|support (?:agent|lead|engineer)|technical department|resolution (?:center|desk))\b.{0,80}(?:https?:|url|link|dm|privately|t\.me|wallet)|\b(?:an? )?(?:admin|agent|engineer|lead)\b.{0,30}\b(?:will attend|fixed it for me|sorted it out)\b|\bsubmit your complaint\b|\bstate your (?:complaint|issue) (?:there|here)\b|\bappeal (?:in|within) \d+ hours\b/,
  },
  {
    name: 'help of a hacker',
    group: 'recovery',
    weight: 2.6,
    pattern:
      /\b(?:cyber expert|recovery (?:lady|man|guru|team|service)|chargeback (?:lawyers?|experts?)|this hacker)\b|\b(?:pulled back|reclaimed|tracks? the funds|get it back in|retrieve everything|see my money again)\b|\b(?:instagram|facebook|snapchat|wallet|whatsapp)\b.{0,40}\b(?:locked|hacked|frozen|unlock(?:ed)?)\b.{0,60}\b(?:pay after|contact|one hour|fast|reliable|i can)\b/,
  },
  {
    name: 'wares of swindlers',
    group: 'sale',
    weight: 2.6,
    pattern:
      /\b(?:cloned cards?|loaded (?:paypal|cashapp)|bank drops?|kyc accounts?|cheapest panel|followers,? likes|likes and views|10k followers|aged (?:twitter|gmail|discord|reddit)|middleman accepted|refunds? on any|face verification|payroll agent|rent (?:developers'|your|his|verified).{0,30}(?:profiles?|accounts?)|lend me your (?:verified |freelancer )*account|forward (?:them|packages|the money)|onboarding kit|ban anyone)\b/,
  },
  {
    name: 'tasks for pay',
    group: 'task',
    weight: 2.2,
    pattern:
      /\b(?:rate|review|rating|liking|like|follow(?:ing)?|subscribe to|curtindo|boost(?:ing)?)\b.{0,30}\b(?:restaurants|hotels|videos?|v[ií]deos|channels|accounts on|orders|products|maps)\b|\b(?:order boosters?|optimi[sz]ing orders|product promoter|with your phone|from your couch|student or a housewife|no skill|sin experiencia|без вложений|commissions are paid the same day|first set of tasks)\b/,
  },
  {
    name: 'coin that must rise',
    group: 'asset',
    weight: 2,
    pattern:
      /\b(?:low cap|sub \d+k|market cap|liquidity (?:is )?(?:burn\w*|locked)|lp burn\w*|contract renounced|renounced|holders in|whale group|calls room|goes parabolic|sends hard|only up from here|load up before|buy the dip on|on a (?:big|tier one) exchange|fill your bags?)\b/,
  },
  {
    name: 'free for holders',
    group: 'airdrop',
    weight: 1.9,
    pattern:
      /\b(?:opened the drop|foundation allocates|allocates? coins|og role|role holders|season \d rewards|phase (?:two|2|three|3) of the (?:rewards|airdrop)|free (?:pass|tokens?|nft)|(?:secret|allow|white)list of|mint (?:your|window)|testers are paid|swap is live|contract upgrade|approve the new token)\b/,
  },
  {
    name: 'bets and odds',
    group: 'casino',
    weight: 2.3,
    pattern:
      /\b(?:crypto betting|crash games?|jackpot|gambling|fixed (?:football |tennis )?games|best odds|\d{2,3} ?% (?:on (?:the|your) first deposit|up to)|to play, no card|withdraw straight|first deposit|match predictions)\b/,
  },
  {
    name: 'company of strangers',
    group: 'bait',
    weight: 2.6,
    pattern:
      /\b(?:without clothes|only adults|private (?:videos|album|stream)|leaks server|18\+ only|show everything|lonely tonight|send you (?:my )?pictures)\b/,
  },
  // What honest people in such communities write.
  {
    name: 'code',
    group: 'code-talk',
    weight: -3,
    pattern:
      /`[^`]{3,}`|\b(?:def|class|import|const|return|npm|pip|git|traceback|typeerror|exception|stack ?trace|segfault|async|await)\b.{0,60}[({=:]|=>|::|\w+\(\)|\.py\b|\.rs\b|\.ts\b/,
  },
  {
    name: 'development',
    group: 'code-talk',
    weight: -2.4,
    pattern:
      /\b(?:bugs?|backtest\w{0,4}|api|sdk|library|libraries|function|functions|endpoint|repo|repository|pull request|pr|commit|merge[ds]?|issue #?\d|docs|documentation|unit tests?|tests?|dataframe|pandas|numpy|parser|compil\w{1,4}|deploy(?:ed|ment)?|websocket|json|schema|database|query|latency|refactor\w{0,3}|changelog|release notes?|readme|version|package|plugin|cli|docker|config\w{0,8}|slippage|order ?book|sharpe|drawdown|factor|dataset|notebook|simulat\w{1,4}|testnet|localhost|regex|script|implement\w{0,6}|feature|hook|cache|class|module|tutorial|oauth|jwt|auth|middleware|frontend|backend|compiler|debug\w{0,4}|error|errors|crash\w{0,3})\b/,
  },
  {
    name: 'work and wares',
    group: 'work-talk',
    weight: -1.6,
    pattern:
      /\b(?:resumes?|cvs?|full[- ]?time|benefits|located|relocat\w+|years? (?:of )?experience|experience (?:with|in)|developers?|engineers?|designers?|programmers?|artists?|illustrators?|writers?|cooks?|commissions?(?! (?:are|is|of|and))|props|sketch|shifts?|github|company i work for|hourly|per hour|an hour|\/h(?:r|our)?)\b/,
  },
  {
    name: 'question',
    group: 'asking',
    weight: -1.3,
    pattern:
      /^(?:has anyone|does anyone|is there|how (?:do|does|can|would|should)|what (?:is|are|does|do|would)|why (?:is|are|do|does)|can (?:i|we|you|somebody|someone)|anyone know|should (?:i|we)|is it|do you|did you|are (?:there|we|you)|where (?:is|are|do|can))\b/,
  },
  {
    name: 'laughing',
    group: 'joking',
    weight: -2,
    pattern: /\b(?:lol|lmao|rofl|haha+|jk|kidding|\/s|xd)\b|😂|🤣/,
  },
  {
    name: 'talk of scams',
    group: 'warning',
    weight: -2.5,
    pattern:
      /\b(?:scam|scams|scammers?|scammed|scammy|phish\w{0,6}|rug(?: ?pull(?:ed|s)?|ged)|ponzi|spammers?|fraudsters?|honeypot|pyramid scheme)\b/,
  },
]
