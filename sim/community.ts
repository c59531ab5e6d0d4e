import { invitePermissions } from '../src/discord/permissions.ts'
import { snowflakeAt } from './snowflake.ts'
import { bits, PERMISSIONS } from './world/permissions.ts'

/** Ids of the demo community, the same in every run; the newcomer's account alone is made on the day itself. */
export const COMMUNITY = {
  guildId: '1100000000000000001',
  applicationId: '1100000000000000900',
  botUserId: '1100000000000000900',
  channels: {
    announcements: '1100000000000000101',
    general: '1100000000000000102',
    help: '1100000000000000103',
    plugins: '1100000000000000104',
    devCore: '1100000000000000105',
    devSim: '1100000000000000106',
    showcase: '1100000000000000107',
    jobs: '1100000000000000108',
    offtopic: '1100000000000000109',
    modCards: '1100000000000000110',
  },
  categories: {
    welcome: '1100000000000000201',
    support: '1100000000000000202',
    community: '1100000000000000203',
    team: '1100000000000000204',
  },
  roles: {
    everyone: '1100000000000000001',
    member: '1100000000000000301',
    contributor: '1100000000000000302',
    sponsor: '1100000000000000303',
    maintainer: '1100000000000000304',
    moderator: '1100000000000000305',
    steward: '1100000000000000306',
    trusted: '1100000000000000307',
    founder: '1100000000000000308',
  },
  members: {
    alma: snowflakeAt(Date.UTC(2018, 4, 12, 9)),
    bruno: snowflakeAt(Date.UTC(2019, 10, 3, 18)),
    chidi: snowflakeAt(Date.UTC(2017, 1, 25, 7)),
    dana: snowflakeAt(Date.UTC(2021, 7, 19, 14)),
    edda: snowflakeAt(Date.UTC(2022, 2, 8, 20)),
    farid: snowflakeAt(Date.UTC(2020, 0, 30, 11)),
    gwen: snowflakeAt(Date.UTC(2024, 5, 17, 16)),
    hana: snowflakeAt(Date.UTC(2018, 8, 2, 10)),
    ines: snowflakeAt(Date.UTC(2020, 10, 21, 15)),
    juri: snowflakeAt(Date.UTC(2023, 3, 9, 8)),
  },
  /** Its id is of today: find this member by username. */
  newcomerUsername: 'pip',
} as const

const NEWCOMER_ACCOUNT_AGE_MS = 3 * 3_600_000

/** The newcomer's id in a community that is seeded at `now`. */
export function newcomerId(now: number): string {
  return snowflakeAt(now - NEWCOMER_ACCOUNT_AGE_MS, 7)
}

/** Everybody may read, write, react, start threads, use commands. */
const EVERYONE = bits(
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'SEND_MESSAGES_IN_THREADS',
  'CREATE_PUBLIC_THREADS',
  'READ_MESSAGE_HISTORY',
  'ADD_REACTIONS',
  'ATTACH_FILES',
  'EMBED_LINKS',
  'USE_APPLICATION_COMMANDS',
  'CHANGE_NICKNAME',
)

const MODERATOR = bits(
  'MANAGE_MESSAGES',
  'MANAGE_THREADS',
  'MODERATE_MEMBERS',
  'KICK_MEMBERS',
  'BAN_MEMBERS',
  'MENTION_EVERYONE',
  'VIEW_AUDIT_LOG',
  'PIN_MESSAGES',
  'MANAGE_NICKNAMES',
)

const { roles, categories, channels } = COMMUNITY
const READ_ONLY = [{ id: roles.everyone, type: 0, allow: '0', deny: `${PERMISSIONS.SEND_MESSAGES}` }] as const

interface RoleSeed {
  id: string
  name: string
  color: number
  permissions: bigint
  hoist: boolean
  managed?: true
}

/** Lowest first. */
export const ROLES: RoleSeed[] = [
  { id: roles.everyone, name: '@everyone', color: 0, permissions: EVERYONE, hoist: false },
  { id: roles.member, name: 'member', color: 0x2f855a, permissions: 0n, hoist: false },
  { id: roles.trusted, name: 'trusted', color: 0x4a7c59, permissions: 0n, hoist: false },
  { id: roles.contributor, name: 'contributor', color: 0x2b6cb0, permissions: 0n, hoist: true },
  { id: roles.sponsor, name: 'sponsor', color: 0xb7791f, permissions: 0n, hoist: true },
  {
    id: roles.maintainer,
    name: 'maintainer',
    color: 0x6b46c1,
    permissions: bits('PIN_MESSAGES'),
    hoist: true,
  },
  { id: roles.moderator, name: 'moderator', color: 0xc05621, permissions: MODERATOR, hoist: true },
  {
    id: roles.steward,
    name: 'Steward',
    color: 0x0f766e,
    permissions: invitePermissions(),
    hoist: true,
    managed: true,
  },
  // Above Steward's and no moderator's: Steward can do nothing about who has it, and says so.
  { id: roles.founder, name: 'founder', color: 0x9d3c72, permissions: 0n, hoist: true },
]

interface ChannelSeed {
  id: string
  type: 0 | 4 | 5
  name: string
  topic: string | null
  purpose: string | null
  parentId: string | null
  overwrites: { id: string; type: 0; allow: string; deny: string }[]
}

function category(id: string, name: string): ChannelSeed {
  return { id, type: 4, name, topic: null, purpose: null, parentId: null, overwrites: [] }
}

function text(
  id: string,
  name: string,
  parentId: string,
  topic: string,
  purpose: string | null,
): ChannelSeed {
  return { id, type: 0, name, topic, purpose, parentId, overwrites: [] }
}

/** In display order. */
export const CHANNELS: ChannelSeed[] = [
  category(categories.welcome, 'Welcome'),
  {
    ...text(
      channels.announcements,
      'announcements',
      categories.welcome,
      'Releases and security advisories',
      'Steward answers you alone here',
    ),
    type: 5,
    overwrites: [
      ...READ_ONLY,
      { id: roles.steward, type: 0, allow: `${PERMISSIONS.SEND_MESSAGES}`, deny: '0' },
      { id: roles.maintainer, type: 0, allow: `${PERMISSIONS.SEND_MESSAGES}`, deny: '0' },
    ],
  },
  text(channels.general, 'general', categories.welcome, 'Anything about Steward. Say hello!', null),
  category(categories.support, 'Support'),
  text(
    channels.help,
    'help',
    categories.support,
    'Questions about running Steward: try /ask',
    'Steward answers from the docs',
  ),
  text(
    channels.plugins,
    'plugins',
    categories.support,
    'Writing commands and rules of your own',
    'Steward answers from the docs',
  ),
  text(
    channels.devCore,
    'dev-core',
    categories.support,
    'Work on the Worker itself',
    'Steward answers from the docs',
  ),
  text(
    channels.devSim,
    'dev-sim',
    categories.support,
    'Work on the simulator and its console',
    'Steward answers from the docs',
  ),
  category(categories.community, 'Community'),
  text(channels.showcase, 'showcase', categories.community, 'Show the community you run with Steward', null),
  text(channels.jobs, 'jobs', categories.community, 'Paid work around communities. One post a person.', null),
  text(
    channels.offtopic,
    'offtopic',
    categories.community,
    'Everything else',
    'Steward answers you alone here',
  ),
  category(categories.team, 'Team'),
  {
    ...text(
      channels.modCards,
      'mod-cards',
      categories.team,
      'What Steward would like a moderator to look at',
      null,
    ),
    overwrites: [
      { id: roles.everyone, type: 0, allow: '0', deny: `${PERMISSIONS.VIEW_CHANNEL}` },
      { id: roles.moderator, type: 0, allow: `${PERMISSIONS.VIEW_CHANNEL}`, deny: '0' },
      { id: roles.steward, type: 0, allow: `${PERMISSIONS.VIEW_CHANNEL}`, deny: '0' },
    ],
  },
]

interface MemberSeed {
  /** Null: made at seeding time. */
  id: string | null
  username: string
  name: string
  about: string
  hue: number
  online: boolean
  roleIds: string[]
  /** Null: three hours before seeding. */
  joinedAt: string | null
  dmsClosed?: true
}

const people = COMMUNITY.members

/** The first is the guild's owner. Nobody here is a real person. */
export const MEMBERS: MemberSeed[] = [
  person(people.alma, 'alma', 'Alma', 'owner, started this server', 262, true, [roles.member], '2023-04-24'),
  person(
    people.bruno,
    'bruno',
    'Bruno',
    'moderator',
    22,
    true,
    [roles.member, roles.moderator],
    '2023-04-25',
  ),
  person(
    people.chidi,
    'chidi',
    'Chidi',
    'maintainer of Steward',
    205,
    true,
    [roles.member, roles.contributor, roles.maintainer],
    '2023-04-26',
  ),
  person(
    people.dana,
    'dana',
    'Dana',
    'contributor, wrote a few rules',
    330,
    false,
    [roles.member, roles.contributor],
    '2024-01-09',
  ),
  person(
    people.edda,
    'edda',
    'Edda',
    'member, runs a chess club with Steward',
    145,
    true,
    [roles.member],
    '2024-03-02',
  ),
  person(people.farid, 'farid', 'Farid', 'sponsor', 45, true, [roles.member, roles.sponsor], '2023-11-15'),
  person(people.gwen, 'gwen', 'Gwen', 'regular without a role', 290, false, [], '2025-02-20'),
  person(
    people.hana,
    'hana',
    'Hana',
    'founding member; her role stands above Steward’s',
    318,
    true,
    [roles.member, roles.founder],
    '2023-04-24',
  ),
  person(
    people.ines,
    'ines',
    'Ines',
    'trusted: her messages are not judged',
    120,
    true,
    [roles.member, roles.trusted],
    '2023-08-14',
  ),
  {
    ...person(
      people.juri,
      'juri',
      'Juri',
      'member who takes no direct messages',
      60,
      true,
      [roles.member],
      '2024-06-30',
    ),
    dmsClosed: true,
  },
  {
    id: null,
    username: COMMUNITY.newcomerUsername,
    name: 'Pip',
    about: 'newcomer, account made today',
    hue: 95,
    online: true,
    roleIds: [],
    joinedAt: null,
  },
]

function person(
  id: string,
  username: string,
  name: string,
  about: string,
  hue: number,
  online: boolean,
  roleIds: string[],
  joinedOn: string,
): MemberSeed {
  return { id, username, name, about, hue, online, roleIds, joinedAt: `${joinedOn}T12:00:00.000Z` }
}
