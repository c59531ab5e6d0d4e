import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import type { Block, Inline } from './ast.ts'
import { parseMarkdown } from './blocks.ts'
import { CodeBlock } from './CodeBlock.tsx'
import { parseInline } from './inline.ts'
import { ChannelMention, CommandMention, RoleMention, UserMention } from './Mentions.tsx'
import { MessageLink } from './MessageLink.tsx'
import { parseMessageUrl } from './message-url.ts'
import { Timestamp } from './Timestamp.tsx'

interface MarkdownProps {
  source: string
  /** For titles and names, where blocks are not read. */
  inline?: boolean
  /** Stands behind the last words, as "(edited)" does. */
  tail?: ComponentChildren
}

/** Discord Markdown as elements. */
export function Markdown({ source, inline = false, tail }: MarkdownProps) {
  const blocks = useMemo<Block[]>(
    () => (inline ? [{ type: 'paragraph', children: parseInline(source) }] : parseMarkdown(source)),
    [source, inline],
  )
  if (inline) return <>{blocks.map((block) => block.type === 'paragraph' && renderInlines(block.children))}</>
  const last = blocks.at(-1)
  const endsInText = last?.type === 'paragraph' || last?.type === 'subtext'
  return (
    <div class="markdown">
      {(endsInText ? blocks.slice(0, -1) : blocks).map(renderBlock)}
      {endsInText ? (
        <p class={last.type === 'subtext' ? 'subtext' : ''}>
          {renderInlines(last.children)} {tail}
        </p>
      ) : (
        tail
      )}
    </div>
  )
}

function renderBlock(block: Block, key: number): ComponentChildren {
  switch (block.type) {
    case 'paragraph':
      return <p key={key}>{renderInlines(block.children)}</p>
    case 'subtext':
      return (
        <p key={key} class="subtext">
          {renderInlines(block.children)}
        </p>
      )
    case 'heading':
      // Its size is Discord's; for a screen reader it is one level below the channel's own heading.
      return (
        <h2 key={key} class={`heading-${block.level}`}>
          {renderInlines(block.children)}
        </h2>
      )
    case 'quote':
      return <blockquote key={key}>{block.children.map(renderBlock)}</blockquote>
    case 'code':
      return <CodeBlock key={key} text={block.text} language={block.language} />
    case 'list': {
      const items = block.items.map((item, index) => <li key={index}>{item.map(renderBlock)}</li>)
      return block.ordered ? (
        <ol key={key} start={block.start}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      )
    }
  }
}

const renderInlines = (nodes: readonly Inline[]) => nodes.map(renderInline)

function renderInline(node: Inline, key: number): ComponentChildren {
  switch (node.type) {
    case 'text':
      return node.text
    case 'break':
      return <br key={key} />
    case 'strong':
      return <strong key={key}>{renderInlines(node.children)}</strong>
    case 'em':
      return <em key={key}>{renderInlines(node.children)}</em>
    case 'underline':
      return <u key={key}>{renderInlines(node.children)}</u>
    case 'strike':
      return <s key={key}>{renderInlines(node.children)}</s>
    case 'spoiler':
      return <Spoiler key={key}>{renderInlines(node.children)}</Spoiler>
    case 'code':
      return <code key={key}>{node.text}</code>
    case 'link': {
      const target = parseMessageUrl(node.url)
      const [only] = node.children
      const isBare = only?.type === 'text' && only.text === node.url
      if (target)
        return (
          <MessageLink key={key} target={target} label={isBare ? undefined : renderInlines(node.children)} />
        )
      return (
        <a key={key} href={node.url} target="_blank" rel="noopener noreferrer">
          {renderInlines(node.children)}
        </a>
      )
    }
    case 'user':
      return <UserMention key={key} id={node.id} />
    case 'role':
      return <RoleMention key={key} id={node.id} />
    case 'channel':
      return <ChannelMention key={key} id={node.id} />
    case 'everyone':
      return (
        <span key={key} class="mention">
          {node.text}
        </span>
      )
    case 'command':
      return <CommandMention key={key} name={node.name} />
    case 'time':
      return <Timestamp key={key} unixSeconds={node.unixSeconds} style={node.style} />
    case 'emoji':
      return (
        <span key={key} class="custom-emoji">
          :{node.name}:
        </span>
      )
  }
}

function Spoiler({ children }: { children: ComponentChildren }) {
  const [shown, setShown] = useState(false)
  if (shown) return <span class="spoiler shown">{children}</span>
  return (
    <button type="button" class="spoiler" aria-label="Spoiler, press to read" onClick={() => setShown(true)}>
      <span aria-hidden="true">{children}</span>
    </button>
  )
}
