import { render } from 'preact'
import { App } from './layout/App.tsx'
import { ConsoleProvider } from './state/ConsoleProvider.tsx'
import { read } from './state/storage.ts'

const theme = read('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme

const root = document.getElementById('root')
if (root)
  render(
    <ConsoleProvider>
      <App />
    </ConsoleProvider>,
    root,
  )
