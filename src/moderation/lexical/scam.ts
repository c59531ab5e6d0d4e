import type { Link } from '../text/links.ts'
import type { NormalText } from '../text/normalise.ts'
import { SCAM_FEATURES } from './scam-features.ts'
import { type Score, scoreOf } from './score.ts'

/** Log-odds of a message about which nothing is known: scams are rare. */
const BIAS = -1.8

/** Words without which no feature that counts for a scam matches. Ordinary chat ends here. */
const GATE = new RegExp(
  [
    '\\$[a-z]|\\d ?x\\b|\\d%|[$€£] ?\\d|\\d ?[$€£]|0x[0-9a-f]{6}|@everyone|@here',
    'presale|pre-sale|airdrop|gem\\b|token|coin|crypto|nft|mint|wallet|seed phrase|recovery|nitro|gift|giveaway|free\\b',
    'profit|earn|invest|income|forex|trad(?:er|ing)|signal|pump|moon|casino|bonus|promo|jackpot|bet\\b|slots|usdt|btc|eth\\b|sol\\b',
    'telegram|whatsapp|t\\.me|dm me|inbox|ticket|support|verify|claim|reward|winner|selected|task|part[ -]time|remote|hiring|refund|hacker|hacked|recover|scan|log ?in\\b|reported|captcha|win ?\\+ ?r|onlyfans|nudes?\\b|nsfw|18\\+|accounts?|my (?:new )?game|financial',
    'reward|lottery|prize|password|approve|connect|12 words|market cap|holders|whale|low cap|odds|gambl|broker|exchange|followers|dollars|usd|whats|adults|album|scan|agent|complaint|is it you|дол|доход|в день',
  ].join('|'),
)

const MESSENGERS =
  /^(?:t\.me|telegram\.me|telegram\.dog|wa\.me|chat\.whatsapp\.com|api\.whatsapp\.com|signal\.me)$/
const SHORTENERS =
  /^(?:bit\.ly|tinyurl\.com|cutt\.ly|is\.gd|rb\.gy|shorturl\.at|rebrand\.ly|linktr\.ee|tiny\.cc|t\.ly)$/
const BAITED_HOST =
  /(?:claim|airdrop|nitro|gift|bonus|presale|giveaway|reward|casino|mint|drop|walletfix|wallet-?connect|rectif|restore|resolve|migrat|profit|forex|pump|moon|signal)/

/** How much a message reads like a scam: pumps, presales, fake support, drainers, gifts, mentors, casinos, task jobs. */
export function scamScore(text: NormalText, foreignLinks: () => readonly Link[]): Score {
  const first = scoreOf(text, { bias: BIAS, features: SCAM_FEATURES, gate: GATE })
  if (first.groups.size === 0) return first
  const extra = [...linkEvidence(foreignLinks()), ...disguise(text)]
  return extra.length === 0
    ? first
    : scoreOf(text, { bias: BIAS, features: SCAM_FEATURES, gate: GATE }, extra)
}

function linkEvidence(links: readonly Link[]) {
  return links.slice(0, 5).map(({ raw, host, path, invite }) => {
    const evidence = raw.slice(0, 160)
    if (MESSENGERS.test(host)) return { name: 'link to a messenger', group: 'contact', evidence, weight: 2.2 }
    if (BAITED_HOST.test(host) || BAITED_HOST.test(path.slice(0, 60)))
      return { name: 'link with bait in it', group: 'link', evidence, weight: 2 }
    if (SHORTENERS.test(host)) return { name: 'shortened link', group: 'link', evidence, weight: 1.4 }
    if (invite !== null) return { name: 'invite to another server', group: 'link', evidence, weight: 1.2 }
    return { name: 'link elsewhere', group: 'link', evidence, weight: 0.7 }
  })
}

function disguise(text: NormalText) {
  const count = text.hidden + text.disguised
  return count < 2
    ? []
    : [
        {
          name: 'disguised letters',
          group: 'disguise',
          evidence: text.quote(0, 80),
          weight: Math.min(3, 1 + count / 2),
        },
      ]
}
