import { useEffect, useState } from 'preact/hooks'
import { useStored } from '../state/storage.ts'
import { Icon } from './Icon.tsx'

const DARK = '(prefers-color-scheme: dark)'

/** Light or dark. Until it is pressed, the system's choice counts. */
export function ThemeToggle() {
  const [theme, setTheme] = useStored('theme', '')
  const [systemIsDark, setSystemIsDark] = useState(() => matchMedia(DARK).matches)
  useEffect(() => {
    const query = matchMedia(DARK)
    const onChange = () => setSystemIsDark(query.matches)
    query.addEventListener('change', onChange)
    return () => query.removeEventListener('change', onChange)
  }, [])
  useEffect(() => {
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  }, [theme])
  const isDark = theme === '' ? systemIsDark : theme === 'dark'
  const label = isDark ? 'Use light colours' : 'Use dark colours'
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onClick={() => setTheme(isDark ? 'light' : 'dark')}
    >
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  )
}
