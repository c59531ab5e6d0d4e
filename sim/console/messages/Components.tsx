import { createContext } from 'preact'
import { useContext, useState } from 'preact/hooks'
import type { Component, Message } from '../../protocol.ts'
import { Icon } from '../layout/Icon.tsx'
import { Markdown } from '../markdown/Markdown.tsx'
import { useActions } from '../state/actions.ts'
import { cssColour } from '../state/colour.ts'
import { ComponentButton } from './ComponentButton.tsx'
import { KIND } from './component-types.ts'
import { SafeImage } from './SafeImage.tsx'
import { SelectMenu } from './SelectMenu.tsx'

interface Pressing {
  /** The custom id that is waiting for Steward's answer. */
  readonly pending: string | undefined
  press(customId: string, values?: string[]): void
}

const PressingContext = createContext<Pressing>({ pending: undefined, press: () => {} })

/** A message's components and, when pressing one failed, what Discord's client says then. */
export function Components({ message }: { message: Message }) {
  const actions = useActions()
  const [pending, setPending] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const press = async (customId: string, values?: string[]) => {
    if (pending !== undefined) return
    setPending(customId)
    setFailure(undefined)
    setFailure(await actions.press(message, customId, values))
    setPending(undefined)
  }
  return (
    <PressingContext.Provider value={{ pending, press }}>
      <div class="components">
        {message.components.map((component, index) => (
          <AnyComponent key={index} component={component} />
        ))}
        {failure && (
          <p class="interaction-failed" role="alert">
            <Icon name="warning" size={16} /> {failure}
          </p>
        )}
      </div>
    </PressingContext.Provider>
  )
}

function AnyComponent({ component }: { component: Component }) {
  const { pending, press } = useContext(PressingContext)
  switch (component.type) {
    case KIND.actionRow:
      return <div class="action-row">{renderAll(component.components)}</div>
    case KIND.button:
      return <ComponentButton button={component} pending={pending === component.custom_id} onPress={press} />
    case KIND.stringSelect:
    case KIND.userSelect:
    case KIND.roleSelect:
    case KIND.mentionableSelect:
    case KIND.channelSelect:
      return (
        <SelectMenu
          select={component}
          pending={pending === component.custom_id}
          onChoose={(values) => press(component.custom_id, values)}
        />
      )
    case KIND.textDisplay:
      return <Markdown source={component.content} />
    case KIND.section:
      return (
        <div class="section">
          <div class="section-text">{renderAll(component.components)}</div>
          <AnyComponent component={component.accessory} />
        </div>
      )
    case KIND.thumbnail:
      return (
        <SafeImage class="thumbnail" url={component.media.url} description={component.description ?? ''} />
      )
    case KIND.mediaGallery:
      return (
        <div class="gallery">
          {component.items.map((item, index) => (
            <SafeImage
              key={index}
              class="gallery-item"
              url={item.media.url}
              description={item.description ?? ''}
            />
          ))}
        </div>
      )
    case KIND.file:
      return (
        <p class="attachment">
          <Icon name="file" /> {component.file.url.replace('attachment://', '')}
        </p>
      )
    case KIND.separator:
      return (
        <hr
          class={`separator spacing-${component.spacing ?? 1}${component.divider === false ? ' bare' : ''}`}
        />
      )
    case KIND.container: {
      const accent = component.accent_color
      return (
        <div
          class={`container${typeof accent === 'number' ? ' accented' : ''}`}
          style={typeof accent === 'number' ? { '--embed-colour': cssColour(accent) } : {}}
        >
          {renderAll(component.components)}
        </div>
      )
    }
    default:
      return null
  }
}

function renderAll(components: readonly Component[]) {
  return components.map((component, index) => <AnyComponent key={index} component={component} />)
}
