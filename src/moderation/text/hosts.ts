/** Endings under which a bare `name.ending/path` is an address and not a file, a class or a version. */
const TOP_LEVELS = new Set(
  (
    'com net org io gg me ly co app dev ai gift info biz xyz top site online store shop live club vip pro link click ' +
    'finance exchange fun icu cc tv us uk eu de fr nl pl br in cn ru su ua tk ml ga cf gq ws to so space website tech ' +
    'world today life network money trade trading markets capital fund loans bet casino games win bid work works agency ' +
    'digital media social chat page pages host cloud art nft dao eth crypto wiki lol bio one example'
  ).split(' '),
)

export const isListedTopLevel = (ending: string): boolean => TOP_LEVELS.has(ending)

/** Hosts of Discord itself that hold what members attach, and of the GIF picker. */
export const DISCORD_MEDIA_HOSTS = [
  'cdn.discordapp.com',
  'media.discordapp.net',
  'images-ext-1.discordapp.net',
  'images-ext-2.discordapp.net',
  'tenor.com',
  'media.tenor.com',
  'giphy.com',
  'media.giphy.com',
]

/** What swindlers dress up as: a name, and the registrable domains that are really its own. */
export const WELL_KNOWN: readonly { name: string; domains: readonly string[] }[] = [
  {
    name: 'discord',
    domains: [
      'discord.com',
      'discord.gg',
      'discord.gift',
      'discord.new',
      'discord.dev',
      'discord.media',
      'discordapp.com',
      'discordapp.net',
      'discordstatus.com',
      'discordmerch.com',
    ],
  },
  { name: 'steamcommunity', domains: ['steamcommunity.com'] },
  { name: 'steampowered', domains: ['steampowered.com'] },
  {
    name: 'github',
    domains: ['github.com', 'github.io', 'githubusercontent.com', 'github.dev', 'github.blog'],
  },
  { name: 'gitlab', domains: ['gitlab.com', 'gitlab.io'] },
  { name: 'google', domains: ['google.com', 'google.dev', 'googleapis.com', 'goo.gl', 'withgoogle.com'] },
  { name: 'youtube', domains: ['youtube.com', 'youtu.be'] },
  { name: 'microsoft', domains: ['microsoft.com', 'microsoftonline.com'] },
  { name: 'paypal', domains: ['paypal.com', 'paypal.me'] },
  { name: 'roblox', domains: ['roblox.com', 'rbxcdn.com'] },
  { name: 'telegram', domains: ['telegram.org', 'telegram.me', 't.me'] },
  { name: 'twitter', domains: ['twitter.com', 'x.com'] },
  { name: 'binance', domains: ['binance.com', 'binance.us', 'binance.org', 'binance.vision'] },
  { name: 'coinbase', domains: ['coinbase.com'] },
  { name: 'metamask', domains: ['metamask.io'] },
  { name: 'opensea', domains: ['opensea.io'] },
  { name: 'uniswap', domains: ['uniswap.org'] },
  { name: 'trustwallet', domains: ['trustwallet.com'] },
  { name: 'walletconnect', domains: ['walletconnect.com', 'walletconnect.org', 'walletconnect.network'] },
  { name: 'phantom', domains: ['phantom.app', 'phantom.com'] },
]

/** `*.example.org` stands for the subdomains of example.org, `example.org` for itself and `www.`. */
export function matchesHost(host: string, pattern: string): boolean {
  if (pattern.startsWith('*.')) return host.endsWith(pattern.slice(1))
  return host === pattern || host === `www.${pattern}`
}

/** Whether `host` is `domain` or lies under it. */
export const isWithin = (host: string, domain: string): boolean =>
  host === domain || host.endsWith(`.${domain}`)

export const isWellKnown = (host: string): boolean =>
  WELL_KNOWN.some(({ domains }) => domains.some((domain) => isWithin(host, domain)))
