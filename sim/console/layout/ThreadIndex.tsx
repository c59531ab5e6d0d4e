import type { Channel } from '../../protocol.ts'
import { headingTime } from '../messages/dates.ts'
import { useActions } from '../state/actions.ts'
import { useDirectory } from '../state/directory.ts'
import { Icon } from './Icon.tsx'
import { NewPost } from './NewPost.tsx'

/** A forum: its posts, newest first. */
export function ThreadIndex({ channel }: { channel: Channel }) {
  const { snapshot, member } = useDirectory()
  const { open } = useActions()
  const posts = snapshot.threads.filter((thread) => thread.parentId === channel.id).reverse()
  return (
    <div class="thread-index">
      <NewPost channel={channel} />
      {posts.length === 0 && <p class="empty">No posts yet. Yours can be the first.</p>}
      <ul>
        {posts.map((post) => (
          <li key={post.id}>
            <button type="button" class="post" onClick={() => open(post.id)}>
              <strong>{post.name}</strong>
              <small>
                {member(post.ownerId)?.name ?? 'Somebody'} · {headingTime(post.createdAt)} ·{' '}
                <Icon name="thread" size={14} /> {post.messageCount}
                {post.archived && ' · archived'}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
