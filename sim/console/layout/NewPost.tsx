import { useState } from 'preact/hooks'
import type { Channel } from '../../protocol.ts'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'

/** Starts a post in a forum. */
export function NewPost({ channel }: { channel: Channel }) {
  const { call, open } = useActions()
  const { snapshot } = useDirectory()
  const [name, setName] = useState('')
  const [content, setContent] = useState('')
  const isReady = name.trim() !== '' && content.trim() !== ''
  if (!channel.can.send) return null
  const post = async (event: Event) => {
    event.preventDefault()
    if (!isReady) return
    const body = { as: snapshot.viewerId, channelId: channel.id, name: name.trim(), content }
    const result = await call('/sim/threads', body)
    if (result.ok) open(result.value.thread.id)
  }
  return (
    <form class="new-post" onSubmit={post} aria-label="New post">
      <label>
        Title
        <input value={name} maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        Message
        <textarea
          value={content}
          rows={2}
          maxLength={2000}
          onInput={(event) => setContent(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button primary" disabled={!isReady}>
        Post
      </button>
    </form>
  )
}
