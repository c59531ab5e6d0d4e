import type { Figure } from '../../../learning/index.ts'

/** `64 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`

export const decimals = (value: number): string => value.toFixed(2)

/** `64 % (51 % to 77 %)`: a figure with its 95 % interval. */
export function figureText(figure: Figure | undefined, text: (value: number) => string = percent): string {
  if (figure === undefined || figure.value === null) return 'cannot be told yet'
  const { value, interval } = figure
  return interval === null ? text(value) : `${text(value)} (${text(interval.low)} to ${text(interval.high)})`
}

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

/** Feature names as people read them. */
export const inWords = (name: string): string => name.replaceAll('_', ' ')

export const versionText = (version: number): string =>
  version === 0 ? 'the expert’s prior' : `version ${version}`
