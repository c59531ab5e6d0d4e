import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import ini from 'highlight.js/lib/languages/ini'
import json from 'highlight.js/lib/languages/json'
import markdown from 'highlight.js/lib/languages/markdown'
import python from 'highlight.js/lib/languages/python'
import sql from 'highlight.js/lib/languages/sql'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'

// TypeScript's grammar reads JavaScript, ini's reads TOML: one grammar less to send in each case.
const LANGUAGES = { bash, css, diff, ini, json, markdown, python, sql, typescript, xml, yaml }
for (const [name, grammar] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, grammar)
hljs.registerAliases(['js', 'jsx', 'javascript', 'mjs', 'tsx'], { languageName: 'typescript' })
hljs.registerAliases(['sh', 'shell', 'console'], { languageName: 'bash' })
hljs.registerAliases(['jsonc', 'json5'], { languageName: 'json' })

/** Code as escaped HTML with `hljs-…` spans, or undefined for a language that is not known here. */
export function highlight(code: string, language: string): string | undefined {
  if (hljs.getLanguage(language) === undefined) return undefined
  return hljs.highlight(code, { language, ignoreIllegals: true }).value
}
