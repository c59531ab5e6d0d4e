import type { NormalText } from '../text/normalise.ts'
import { type Feature, type Score, scoreOf } from './score.ts'

const BIAS = -4
const GATE =
  /invest|saving|stock|share|etf|fund|bitcoin|btc|crypto|eth\b|portfolio|retire|401|pension|mortgage|dip\b|gold|bonds?\b|buy|sell|hold|money|\$[a-z]|loan|tax|rich|forex|options|dca\b|lump sum|coins?\b|advice|inherit|tesla|nvidia/

/** Evidence that somebody asks what to do with their own money. Weights are log-odds, set by hand on the examples beside the scams. */
const FEATURES: readonly Feature[] = [
  {
    name: 'asks what to do',
    group: 'ask',
    weight: 2.4,
    pattern:
      /\b(?:should (?:i|we|one)|shall i|would you (?:guys )?(?:buy|sell|hold|invest|recommend)|do you (?:think|guys think) i should|is it (?:worth|smart|wise|safe|too late|time|a good (?:idea|time|moment)|better) (?:\w+ )?(?:to )?(?:\w+ )?(?:buy|buying|sell|selling|invest|investing|hold|holding|put|get|getting)|good time to (?:buy|sell|invest|get)|what(?:'s| is) the (?:best|safest|smartest) (?:way|place|stock|stocks|coin|crypto|etf|fund|investment)|where (?:should|can|do|would) (?:i|you|we) (?:put|invest|park)|what (?:should|would|do) (?:i|you|we) (?:buy|invest|do with (?:my|your|this))|which (?:stocks?|coins?|etfs?|funds?|crypto\w*|shares|broker)|how (?:much|should i) (?:of my|invest|should i (?:invest|put))|any (?:stock|crypto|coin|investment|investing|trading) (?:tips?|advice|picks?|recommendations?)|(?:investment|financial|investing|money|stock) (?:advice|tips)|what stocks?|(?:buy|sell|hold) or (?:buy|sell|hold|wait)|i (?:want|would like|'d like|need|plan) to (?:start )?invest(?:ing)?|thoughts on (?:buying|investing|holding|selling)|help me (?:invest|choose (?:a|an) (?:etf|stock|fund)))\b/,
  },
  {
    name: 'asks for a pick',
    group: 'ask',
    weight: 3.3,
    pattern:
      /\bwhat(?:'s| is| are) the (?:best|safest|smartest|hottest) (?:stocks?|coins?|cryptos?|etfs?|funds?|shares|investments?)\b|\b(?:what|which) (?:stocks?|coins?|cryptos?|etfs?|funds?|shares) (?:should|to buy|will|would|is going|are going|do you)|\bany (?:good )?(?:stock|crypto|coin|investment|investing) (?:tips?|advice|picks?|recommendations?)|\b(?:need|want|looking for|give me|some) (?:\w+ )?(?:financial|investment|investing|money) advice|\bi (?:want|would like|'d like|need|plan) to (?:start )?invest(?:ing)?\b|\b(?:recommend|suggest) (?:me )?(?:a |an |some |any )?(?:good |safe )?(?:stocks?|coins?|etfs?|funds?|investments?|shares)\b|\bis (?:\$?\w+) a (?:good )?(?:buy|sell|hold)\b|\bstocks? or (?:crypto|bonds|etfs?)\b/,
  },
  {
    name: 'invests something else',
    group: 'elsewhere',
    weight: -3,
    pattern:
      /\binvest(?:ing|ed|ment)?(?: more| some| any| our| my| your)? (?:time|effort|energy|hours|days|weeks|in (?:\w+ )?(?:learn\w*|career|skills|tests?|testing|tooling|tools|docs|team|people|quality|education|infrastructure|performance|refactor\w*|yourself|myself))\b/,
  },
  {
    name: 'own money',
    group: 'own',
    weight: 2,
    pattern:
      /\bmy (?:\w+ )?(?:savings?|inheritance|salary|money|pension|401 ?k|ira|retirement|portfolio|inheritance|bonus|paycheck|emergency fund|nest egg|stocks?|shares|crypto|btc|bitcoin|bag|house|mortgage|student loans?|bank account)\b|\b(?:i|i've|i have|i got|got|have|inherited|won) (?:about |around |like |saved |an? extra |some )?(?:[$€£] ?\d[\d.,]*k?|\d[\d.,]*k? ?(?:\$|€|£|usd|dollars|euros?|bucks))|\binherited \d|\binvest (?:[$€£] ?\d|\d[\d.,]*k? ?(?:\$|€|dollars|euros?|usd))/,
  },
  {
    name: 'investment',
    group: 'asset',
    weight: 2,
    pattern:
      /\b(?:index funds?|coins?|financial advice|lump sum|dca|mutual funds?|etfs?|stocks?|shares|bitcoin|btc|crypto\w*|ethereum|eth|solana|doge(?:coin)?|gold|bonds|treasur\w+|real estate|s&p ?500|nasdaq|tesla|nvidia|nvda|tsla|aapl|apple|vti|voo|spy|msci|options|forex|savings account|dividends?|invest(?:ing|ment|ments|ed)?)\b|\$[a-z]{2,5}\b/,
  },
  {
    name: 'deal',
    group: 'deal',
    weight: 1,
    pattern:
      /\b(?:buy|sell|hold|invest|cash out|dca|all in|put (?:my|all|everything|it|them)|the dip|long|short)\b/,
  },
  {
    name: 'development',
    group: 'code-talk',
    weight: -3.2,
    pattern:
      /`[^`]{3,}`|\b(?:backtest\w{0,4}|api|sdk|library|function|endpoint|repo|pull request|docs|documentation|dataframe|pandas|numpy|parser|websocket|json|schema|database|query|plugin|cli|docker|config\w{0,8}|order ?book|sharpe|drawdown|factor|factors|dataset|notebook|simulat\w{1,4}|strategy|strategies|signal|universe|ticker symbols?|symbol|column|columns|data (?:feed|source|provider)|time ?series|implement\w{0,6}|feature|cache|class|module|tutorial|algorithm|model|code|script|bot|install\w{0,5}|import|parameter|bug|error|rebalanc\w{1,4}|example|lock|variable|website|postgres|netlify|universe|hook|state|server|hardware|gpu|laptop|keyboard|monitor|course|book|licen[cs]e|domain|ticket|conference|mutex|ram|cpu|ssd)\b/,
  },
  {
    name: 'not meant',
    group: 'joking',
    weight: -1.5,
    pattern:
      /\b(?:lol|lmao|haha+|jk|kidding|\/s|out of stock|in stock|stock photo|laughing stock|share (?:the|my|your|a|this|it|screen|code)|not financial advice|nfa)\b/,
  },
]

/** How much a message asks for advice on the author's own money. */
export function adviceScore(text: NormalText): Score {
  const score = scoreOf(text, { bias: BIAS, features: FEATURES, gate: GATE })
  // Without a question there is nothing to answer, whatever it is about.
  return score.groups.has('ask') ? score : { ...score, value: Math.min(score.value, MAX_WITHOUT_QUESTION) }
}

const MAX_WITHOUT_QUESTION = 0.3
