import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Community, channels, members, startCommunity } from './community.ts'

/** Debian's Chromium unless CHROMIUM names another; .ci/run installs it. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 360, height: 700 }

let community: Community
let browser: Browser
let page: Page

/** #help as this member sees it; each test is another one, as the cooldown is a member's. */
async function open(
  memberId: string,
  viewport: { width: number; height: number },
  scheme: 'light' | 'dark' = 'light',
): Promise<Page> {
  const opened = await browser.newPage({ viewport, colorScheme: scheme })
  await opened.goto(`${community.demo.consoleUrl}/#/channel/${channels.help}?as=${memberId}`)
  await opened.getByRole('heading', { name: 'Welcome to #help!' }).waitFor()
  return opened
}

/** Types a slash command as a person does: its name, a space, and what belongs into its fields. */
async function type(text: string): Promise<void> {
  await page.getByRole('textbox', { name: /message #help/i }).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** Text in the channel, and not in the side panel or what a screen reader is told. */
function inMessages(text: string) {
  return page.locator('[data-message-id]').getByText(text)
}

describe('the console', () => {
  beforeAll(async () => {
    community = await startCommunity()
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  })
  afterAll(async () => {
    await browser?.close()
    await community?.close()
  })
  beforeEach(async () => {
    await community.act('/sim/reset', {})
    page = await open(members.edda, DESKTOP)
  })
  afterEach(() => page.close())

  it('lets a member ask, read the cited answer, vote, and be asked to wait', async () => {
    await type('/ask How do I set the daily budget?')
    const citation = page.getByRole('link', { name: '[1]' }).first()
    await citation.waitFor()
    expect(await citation.getAttribute('href')).toMatch(/\/docs\/[\w-]+#[\w-]+$/)
    await page.getByRole('button', { name: 'Helpful', exact: true }).click()
    await inMessages('Your vote is counted').waitFor()
    await type('/ask How do I set the daily budget?')
    await inMessages('You asked a moment ago').waitFor()
    expect(await inMessages('Only you can see this').count()).toBeGreaterThanOrEqual(2)
  })

  it('works on a phone’s width, in the dark, without scrolling sideways', async () => {
    await page.close()
    page = await open(members.farid, PHONE, 'dark')
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(overflow).toBe(0)
    await page.getByRole('button', { name: 'Try it' }).click()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Sources' }).waitFor()
  })
})
