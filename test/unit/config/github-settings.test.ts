import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { loadSettings } from '../../../src/config/settings.ts'

const input = {
  community: { name: 'Test', guildId: '1100000000000000001', docsUrl: 'https://docs.example.org' },
}
const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString()

const githubProblems = (variables: Record<string, string>) =>
  loadSettings(input, variables).problems.filter(({ path }) => path.startsWith('GITHUB_'))

describe('the secrets of GitHub', () => {
  it('are no problem when there are none: the features are off', () => {
    expect(githubProblems({})).toEqual([])
    expect(loadSettings(input, {}).github).toMatchObject({ app: null, oauth: null, webhookSecret: null })
  })

  it('are a problem when half of them is there', () => {
    expect(githubProblems({ GITHUB_APP_ID: '123' })).toEqual([
      { path: 'GITHUB_PRIVATE_KEY', message: 'is not set: the GitHub App is off' },
    ])
  })

  it('take a key that was pasted on one line', () => {
    const pasted = KEY.trim().replaceAll('\n', '\\n')
    const { github } = loadSettings(input, { GITHUB_APP_ID: '123', GITHUB_PRIVATE_KEY: pasted })
    expect(github.app).toEqual({ id: '123', privateKey: KEY.trim() })
  })

  it('name a key that is none, and never show it', () => {
    const problems = githubProblems({ GITHUB_APP_ID: '123', GITHUB_PRIVATE_KEY: 'hunter2-hunter2' })
    expect(problems[0]?.message).toContain('-----BEGIN')
    expect(JSON.stringify(problems)).not.toContain('hunter2')
  })

  it('may point at a GitHub of one’s own', () => {
    const { github } = loadSettings(input, { GITHUB_API_URL: 'https://git.example.org/api/v3/' })
    expect(github.apiUrl).toBe('https://git.example.org/api/v3')
  })
})
