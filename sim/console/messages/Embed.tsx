import type { Embed as EmbedData } from '../../protocol.ts'
import { Markdown } from '../markdown/Markdown.tsx'
import { cssColour } from '../state/colour.ts'
import { headingTime } from './dates.ts'
import { SafeImage } from './SafeImage.tsx'

export function Embed({ embed }: { embed: EmbedData }) {
  const { author, title, description, url, fields = [], footer, timestamp, color } = embed
  return (
    <section
      class="embed"
      aria-label={title ?? author?.name ?? 'Embed'}
      style={color === undefined ? {} : { '--embed-colour': cssColour(color) }}
    >
      {embed.thumbnail && <SafeImage class="thumbnail" url={embed.thumbnail.url} description="" />}
      {author && <MaybeLink class="embed-author" url={author.url} text={author.name} />}
      {title && <MaybeLink class="embed-title" url={url} text={title} />}
      {description && <Markdown source={description} />}
      {fields.length > 0 && (
        <dl class="embed-fields">
          {fields.map((field, index) => (
            <div key={index} class={field.inline ? 'field inline' : 'field'}>
              <dt>
                <Markdown source={field.name} inline />
              </dt>
              <dd>
                <Markdown source={field.value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {embed.image && <SafeImage class="embed-image" url={embed.image.url} description={title ?? 'Image'} />}
      {(footer || timestamp) && (
        <p class="embed-footer">
          {[footer?.text, timestamp && headingTime(timestamp)].filter(Boolean).join(' • ')}
        </p>
      )}
    </section>
  )
}

function MaybeLink({ url, text, class: name }: { url: string | undefined; text: string; class: string }) {
  const safe = url?.startsWith('https://') || url?.startsWith('http://') ? url : undefined
  return (
    <p class={name}>
      {safe === undefined ? (
        <Markdown source={text} inline />
      ) : (
        <a href={safe} target="_blank" rel="noopener noreferrer">
          <Markdown source={text} inline />
        </a>
      )}
    </p>
  )
}
