import { useState } from 'preact/hooks'

/** A value the browser remembers under `steward.<name>`; without storage it lives as long as the page. */
export function useStored(name: string, initial: string): [string, (value: string) => void] {
  const [value, setValue] = useState(() => read(name) ?? initial)
  const choose = (next: string) => {
    write(name, next)
    setValue(next)
  }
  return [value, choose]
}

export function read(name: string): string | undefined {
  try {
    return localStorage.getItem(`steward.${name}`) ?? undefined
  } catch {
    return undefined
  }
}

export function write(name: string, value: string): void {
  try {
    localStorage.setItem(`steward.${name}`, value)
  } catch {
    // Storage is full or forbidden: the choice then lasts until the page is left.
  }
}
