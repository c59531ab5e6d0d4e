import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright-core'
import { it } from 'vitest'
import { channels, members, startCommunity } from './community.ts'
it('look', async () => {
  const c = await startCommunity({ WATCH: 'true' })
  try {
  await c.demo.worker.tick(); await sleep(4000)
  await c.act('/sim/messages', { as: members.gwen, channelId: channels.showcase, content: 'finally done with my first dashboard, so happy with it' })
  await c.act('/sim/messages', { as: members.farid, channelId: channels.showcase, content: 'your layout is garbage' })
  await c.act('/sim/messages', { as: members.edda, channelId: channels.showcase, content: 'the colours are a bit confusing, try fewer of them because I lost the button' })
  await c.demo.worker.tick()
  for (let i = 0; i < 6; i++) { await sleep(2500); await c.command(members.alma, 'check', {}, { channelId: channels.showcase }) }
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  for (const [name, width, scheme] of [['phone', 390, 'dark'], ['wide', 1200, 'light']] as const) {
    const page = await browser.newPage({ viewport: { width, height: 1000 }, colorScheme: scheme })
    await page.goto(`${c.demo.consoleUrl}/#as=${members.alma}&channel=${channels.modCards}`)
    await sleep(2500)
    await page.evaluate(`localStorage.clear()`)
    const link = page.getByText('mod-cards').first()
    if (await link.isVisible().catch(() => false)) await link.click().catch(() => {})
    await sleep(1500)
    await page.screenshot({ path: `/tmp/card-${name}.png` })
  }
  await browser.close()
  const s = await c.snapshot(members.alma)
  console.log(JSON.stringify((s.messages[channels.modCards] ?? []).map((m: any) => m.embeds[0]?.title ?? m.content.slice(0, 60))))
  } finally { await c.close() }
}, 120000)
