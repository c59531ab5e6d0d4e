/** Holds steward.config.ts against its schema and lists every problem. Part of `npm run check`. */
import { parseConfig } from '../src/config/config.ts'
import { ConfigError } from '../src/config/problems.ts'
import steward from '../steward.config.ts'

try {
  console.log(`steward.config.ts is fine: ${parseConfig(steward).community.name}`)
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
