import { describe, expect, it } from 'vitest'
import { channels, members, startTown, type Town, USER_AGENT } from './harness.ts'

async function upload(town: Town, path: string, payload: unknown, names: string[]) {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(payload))
  for (const [index, name] of names.entries())
    form.set(`files[${index}]`, new Blob([new Uint8Array(2000 + index)], { type: 'image/png' }), name)
  const response = await fetch(`${town.sim.url}/api/v10${path}`, {
    method: 'POST',
    headers: { authorization: `Bot ${town.sim.botToken}`, 'user-agent': USER_AGENT },
    body: form,
  })
  return { status: response.status, body: await response.json() }
}

const MESSAGES = `/channels/${channels.general}/messages`

describe('files', () => {
  it('come with what members write, can be fetched, and go with the message', async () => {
    const town = await startTown()
    const { message } = await town.act('/sim/messages', {
      as: members.edda,
      channelId: channels.general,
      content: '',
      attachments: [{ filename: 'my board.png', contentType: 'image/png', size: 5000 }],
    })
    const { body } = await town.discord('GET', `${MESSAGES}/${message.id}`)
    const { url } = body.attachments[0]
    const file = await fetch(url)
    const bytes = Buffer.from(await file.arrayBuffer())
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(bytes.length).toBe(5000)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
    await town.act('/sim/messages/delete', {
      as: members.edda,
      channelId: channels.general,
      messageId: message.id,
    })
    expect((await fetch(url)).status).toBe(404)
  })

  it('are uploaded by the bot beside a message, or instead of words', async () => {
    const town = await startTown()
    const sent = await upload(town, MESSAGES, { content: 'moved here' }, ['a.png', 'b.png'])
    expect(sent.status).toBe(200)
    expect(sent.body).toMatchObject({
      content: 'moved here',
      attachments: [
        { filename: 'a.png', size: 2000, content_type: 'image/png' },
        { filename: 'b.png', size: 2001 },
      ],
    })
    const [entry] = (await town.requests()).filter(({ method }) => method === 'POST')
    expect(entry?.requestBody).toMatchObject({ payload_json: { content: 'moved here' } })
    expect((await upload(town, MESSAGES, {}, ['only.png'])).status).toBe(200)
    expect((await upload(town, MESSAGES, {}, [])).body.code).toBe(50006)
  })

  it('are at most ten, and only beside a message', async () => {
    const town = await startTown()
    const many = Array.from({ length: 11 }, (_, index) => `${index}.png`)
    expect((await upload(town, MESSAGES, {}, many)).body.code).toBe(50035)
    const elsewhere = await upload(town, `/channels/${channels.general}/threads`, { name: 'x' }, ['a.png'])
    expect(elsewhere.body.code).toBe(50035)
  })
})
