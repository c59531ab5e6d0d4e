import { Icon, type IconName } from '../layout/Icon.tsx'
import { Popover } from './Popover.tsx'
import type { Point } from './usePopover.ts'

export interface MenuItem {
  readonly label: string
  readonly icon?: IconName
  readonly danger?: boolean
  readonly run: () => void
}

export interface MenuGroup {
  readonly title?: string
  readonly items: readonly MenuItem[]
}

interface MenuProps {
  at: Point
  label: string
  groups: readonly MenuGroup[]
  onClose: () => void
}

export function Menu({ at, label, groups, onClose }: MenuProps) {
  return (
    <Popover at={at} label={label} role="menu" onClose={onClose}>
      {groups
        .filter((group) => group.items.length > 0)
        .map((group, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a menu
          <div key={index} role="group" class="menu-group" aria-label={group.title}>
            {group.title && <p class="menu-title">{group.title}</p>}
            {group.items.map((item) => (
              <button
                key={item.label}
                type="button"
                role="menuitem"
                class={item.danger ? 'menu-item danger' : 'menu-item'}
                data-roving={item.label}
                onClick={() => {
                  onClose()
                  item.run()
                }}
              >
                <span>{item.label}</span>
                {item.icon && <Icon name={item.icon} size={17} />}
              </button>
            ))}
          </div>
        ))}
    </Popover>
  )
}
