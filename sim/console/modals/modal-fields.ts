import type { Component } from '../../protocol.ts'
import { KIND } from '../messages/component-types.ts'

export type FieldValue = string | boolean | string[]

type Input = Extract<Component, { custom_id: string }>

/** One thing to fill in, with the words around it, from a Label or a plain action row. */
export interface FormField {
  readonly customId: string
  readonly label: string
  readonly description: string | undefined
  readonly isRequired: boolean
  readonly input: Input
}

export function listFields(components: readonly Component[]): FormField[] {
  return components.flatMap((component): FormField[] => {
    if (component.type === KIND.actionRow) return listFields(component.components)
    if (component.type === KIND.label)
      return asField(component.component, component.label, component.description)
    return component.type === KIND.textInput ? asField(component, component.label ?? '', undefined) : []
  })
}

function asField(input: Component, label: string, description: string | undefined): FormField[] {
  if (input.type === KIND.button || !('custom_id' in input) || input.custom_id === undefined) return []
  // Discord's default: an input is required unless it says otherwise. A lone checkbox may stay empty.
  const isRequired = input.type !== KIND.checkbox && (input.required ?? true)
  return [{ customId: input.custom_id, label, description, isRequired, input }]
}

/** What stands in each field before anything was typed. */
export function startValues(components: readonly Component[]): Record<string, FieldValue> {
  return Object.fromEntries(listFields(components).map((field) => [field.customId, startValue(field.input)]))
}

function startValue(input: Input): FieldValue {
  switch (input.type) {
    case KIND.textInput:
      return input.value ?? ''
    case KIND.checkbox:
      return input.default ?? false
    case KIND.radioGroup:
      return input.options.find((option) => option.default)?.value ?? ''
    default:
      return (input.options ?? []).filter((option) => option.default).map((option) => option.value)
  }
}

/** By custom id: why a field cannot be sent yet. */
export function findProblems(
  fields: readonly FormField[],
  values: Readonly<Record<string, FieldValue>>,
): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const { customId, input, isRequired } of fields) {
    const value = values[customId] ?? ''
    const length = typeof value === 'boolean' ? 1 : value.length
    if (length === 0 && isRequired) problems[customId] = 'This is required.'
    else if (length > 0 && input.type === KIND.textInput && length < (input.min_length ?? 0))
      problems[customId] = `At least ${input.min_length} characters.`
    else if (Array.isArray(value) && length > 0 && 'min_values' in input && length < (input.min_values ?? 1))
      problems[customId] = `Choose at least ${input.min_values}.`
  }
  return problems
}
