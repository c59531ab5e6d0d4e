import type { ModalBody } from '../discord/schemas/modal.ts'

type Field = Exclude<ModalBody['components'][number], { type: 10 }>
type Input = Extract<Field, { type: 18 }>['component'] | Extract<Field, { type: 1 }>['components'][number]
type Value = string | boolean | string[] | undefined

export type ModalData = { ok: true; components: unknown[]; ids: string[] } | { ok: false; problem: string }

/** A filled-in modal in Discord's shape, after the checks of the member's client. `ids` were picked in selects. */
export function modalData(modal: ModalBody, values: Record<string, Exclude<Value, undefined>>): ModalData {
  const components: unknown[] = []
  const ids: string[] = []
  for (const [index, component] of modal.components.entries()) {
    const id = index + 1
    if (component.type === 10) {
      components.push({ type: 10, id })
      continue
    }
    const input = component.type === 18 ? component.component : component.components[0]
    if (!input) continue
    const label = component.type === 18 ? component.label : (component.components[0]?.label ?? '')
    const filled = fill(input, values[input.custom_id])
    if (!filled.ok) return { ok: false, problem: `${label}: ${filled.problem}` }
    const part = {
      type: input.type,
      id: id + modal.components.length,
      custom_id: input.custom_id,
      ...filled.part,
    }
    if (input.type >= 5 && input.type <= 8 && Array.isArray(filled.part.values))
      ids.push(...filled.part.values)
    components.push(
      component.type === 18 ? { type: 18, id, component: part } : { type: 1, id, components: [part] },
    )
  }
  return { ok: true, components, ids }
}

type Filled =
  | { ok: true; part: { value?: string | boolean | null; values?: string[] } }
  | { ok: false; problem: string }

function fill(input: Input, value: Value): Filled {
  switch (input.type) {
    case 4:
      return text(input, typeof value === 'string' ? value : '')
    case 21: {
      const picked = typeof value === 'string' && value !== '' ? value : null
      if (picked === null && input.required !== false) return { ok: false, problem: 'choose one' }
      if (picked !== null && !input.options.some((option) => option.value === picked)) {
        return { ok: false, problem: 'no such choice' }
      }
      return { ok: true, part: { value: picked } }
    }
    case 23:
      return { ok: true, part: { value: value === true } }
    default: {
      const picked = Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? [value] : []
      const least = input.required === false && picked.length === 0 ? 0 : (input.min_values ?? 1)
      const problem = pickProblem(
        picked,
        least,
        input.max_values ?? (input.type === 22 ? input.options.length : 1),
      )
      if (problem) return { ok: false, problem }
      const known = input.type === 3 || input.type === 22 ? input.options.map((option) => option.value) : null
      if (known && picked.some((one) => !known.includes(one))) return { ok: false, problem: 'no such choice' }
      return { ok: true, part: { values: picked } }
    }
  }
}

function text(input: Extract<Input, { type: 4 }>, value: string): Filled {
  const length = [...value].length
  if (length === 0 && input.required === false) return { ok: true, part: { value } }
  if (length < (input.min_length ?? 1))
    return { ok: false, problem: `at least ${input.min_length ?? 1} characters` }
  if (length > (input.max_length ?? 4000))
    return { ok: false, problem: `at most ${input.max_length ?? 4000} characters` }
  return { ok: true, part: { value } }
}

/** Null when so many picks are fine. */
export function pickProblem(picked: string[], least: number, most: number): string | null {
  if (picked.length < least) return `choose at least ${least}`
  if (picked.length > most) return `choose at most ${most}`
  return new Set(picked).size === picked.length ? null : 'chosen twice'
}
