import { useActions } from '../state/actions.ts'
import { useConsole } from '../state/ConsoleProvider.tsx'
import { Icon } from './Icon.tsx'

export function Toasts() {
  const { toasts } = useConsole()
  const { dismissToast } = useActions()
  return (
    <div class="toasts">
      {toasts.map((toast) => (
        <div key={toast.id} class={`toast ${toast.kind}`} role={toast.kind === 'error' ? 'alert' : 'status'}>
          <p>{toast.text}</p>
          {toast.action && (
            <button
              type="button"
              class="button secondary"
              onClick={() => {
                dismissToast(toast.id)
                toast.action?.run()
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button type="button" class="icon-button" aria-label="Close" onClick={() => dismissToast(toast.id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  )
}
