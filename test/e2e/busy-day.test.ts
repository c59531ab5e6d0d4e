import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Moderation, ScenarioPost, ScenarioRun } from '../../sim/protocol.ts'
import { type Community, channels, members, startCommunity } from './community.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
const SEED = 7

let community: Community
let browser: Browser
let page: Page

async function read<T>(path: string): Promise<T> {
  return (await fetch(community.demo.consoleUrl + path)).json()
}

async function moderation(): Promise<Moderation> {
  const { moderation: found } = await read<{ moderation: Moderation | null }>('/sim/cases')
  if (!found) throw new Error('the demo has no database to read')
  return found
}

async function eventually<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let waited = 0; waited < 50_000; waited += 500) {
    const seen = await look()
    if (seen) return seen
    await sleep(500)
  }
  throw new Error(`${what}: waited in vain; cases are ${JSON.stringify((await moderation()).cases)}`)
}

const isGone = async ({ channelId, messageId }: ScenarioPost) =>
  (await community.message(members.alma, channelId, messageId)) === null

describe('a busy day in a community that Steward watches', () => {
  beforeAll(async () => {
    community = await startCommunity({ WATCH: 'true' })
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
    await community.demo.worker.tick()
    await eventually('the first look', async () =>
      (await community.requests()).some(({ route }) => route === 'GET /guilds/{guild}/threads/active'),
    )
    await sleep(1000)
  })
  afterAll(async () => {
    await browser?.close()
    await community?.close()
  })

  it('is started from the console, with a seed, and shows how far it is', async () => {
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    await page.goto(`${community.demo.consoleUrl}/#/channel/${channels.modCards}?as=${members.bruno}`)
    await page.getByRole('tab', { name: 'Scenarios' }).click()
    await page.getByLabel('Seed').fill(String(SEED))
    await page.getByRole('spinbutton', { name: 'Messages' }).fill('120')
    await page.getByLabel('Speed').fill('40000')
    await page.getByRole('button', { name: 'Start', exact: true }).click()
    await page.getByText(`Played: A busy day, seed ${SEED}`).waitFor()
    const { run } = await read<{ run: ScenarioRun }>('/sim/scenarios')
    expect(run).toMatchObject({ state: 'done', seed: SEED, played: run.total })
  })

  it('loses its floods, scams and cross-posts, and nothing of what members say to each other', async () => {
    const { posts } = await read<{ posts: ScenarioPost[] }>('/sim/scenarios/posts')
    const harmful = posts.filter(({ kind }) => ['flood', 'scam', 'cross_post'].includes(kind))
    expect(harmful.length).toBeGreaterThan(0)
    await eventually('the removals', async () =>
      (await Promise.all(harmful.map(isGone))).every((gone) => gone),
    )
    const talk = posts.filter(({ kind }) => ['question', 'answer', 'thanks', 'showcase'].includes(kind))
    expect(talk.length).toBeGreaterThan(10)
    expect((await Promise.all(talk.map(isGone))).filter((gone) => gone)).toEqual([])
  })

  it('makes one case, with one strike, of one post in several channels', async () => {
    const { posts } = await read<{ posts: ScenarioPost[] }>('/sim/scenarios/posts')
    const authors = new Set(posts.filter(({ kind }) => kind === 'cross_post').map(({ memberId }) => memberId))
    expect(authors.size).toBeGreaterThan(0)
    const of = async () => {
      const { cases, strikes } = await moderation()
      return [...authors].map((author) => ({
        rules: cases.filter(({ memberId }) => memberId === author).map(({ rule }) => rule),
        strikes: strikes[author],
      }))
    }
    await eventually('the cases of cross-posts', async () =>
      (await of()).every(({ rules }) => rules.includes('cross-posting')),
    )
    for (const one of await of()) expect(one).toEqual({ rules: ['cross-posting'], strikes: 1 })
  })

  it('shows a case in the console, leads to its card, and Undo there lifts the timeout', async () => {
    const found = await eventually('a timeout with its card', async () =>
      (await moderation()).cases.find(
        ({ card, rule, effects }) =>
          card !== null &&
          rule === 'repeated-messages' &&
          effects.some(({ kind, state }) => kind === 'timeout' && state === 'done'),
      ),
    )
    await page.getByRole('tab', { name: 'Cases' }).click()
    const row = page.locator(`[data-case="${found.number}"]`)
    await row.locator('summary').click()
    await row.getByRole('button', { name: 'Show the card' }).click()
    const card = page.locator(`[data-message-id="${found.card?.messageId}"]`)
    await card.getByRole('button', { name: 'Undo' }).click()
    await eventually('the lifted timeout', async () => {
      const snapshot = await community.snapshot(members.alma)
      return snapshot.members.find(({ id }) => id === found.memberId)?.timedOutUntil === null
    })
    await row.getByText('taken back', { exact: true }).waitFor()
    expect((await moderation()).strikes[found.memberId] ?? 0).toBe(0)
  })

  it('gives every control of the panel a name', async () => {
    for (const tab of ['Activity', 'Cases', 'Scenarios']) {
      await page.getByRole('tab', { name: tab }).click()
      const nameless = await page.locator('.side-panel').evaluate((panel) =>
        [...panel.querySelectorAll('button, input, select, progress, summary')]
          .filter((control) => {
            const labels = 'labels' in control && control.labels instanceof NodeList ? control.labels : []
            const text = `${control.getAttribute('aria-label') ?? ''}${control.textContent ?? ''}`
            return text.trim() === '' && labels.length === 0
          })
          .map((control) => control.outerHTML),
      )
      expect(nameless).toEqual([])
    }
  })
})
