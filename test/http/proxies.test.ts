// Whose address it is, behind a proxy and without one: tries are counted by it, so nobody chooses it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LIMITS } from '../../src/signin/entry/limits.ts'
import { createTestApp } from '#test/app.ts'

const { limit } = LIMITS.passwordAtPlace

/** Answers to one try more than one address may make, each with headers of its own. */
async function tries(
  env: Record<string, string>,
  headers: (at: number) => Record<string, string>,
): Promise<number[]> {
  const parvis = await createTestApp({ env })
  try {
    const browser = parvis.browser()
    const codes: number[] = []
    for (let at = 0; at <= limit; at++) {
      const posted = { email: 'personne@parvis.example', password: 'faux' }
      codes.push((await browser.post('/connexion', posted, { headers: headers(at) })).statusCode)
    }
    return codes
  } finally {
    await parvis.close()
  }
}

describe('the address of whoever asks', () => {
  it('is the one of the connection: without a proxy that was told of, no header changes it', async () => {
    const names = [
      'x-forwarded-for',
      'forwarded',
      'x-real-ip',
      'x-client-ip',
      'true-client-ip',
      'cf-connecting-ip',
    ]
    const codes = await tries({}, (at) => Object.fromEntries(names.map((name) => [name, `198.51.100.${at}`])))
    assert.deepEqual(codes, [...Array<number>(limit).fill(422), 429])
  })

  it('is the one that our proxy saw, whatever the browser had written before it', async () => {
    const env = { PARVIS_TRUST_PROXY: '1' }
    const forged = await tries(env, (at) => ({ 'x-forwarded-for': `198.51.100.${at}, 203.0.113.7` }))
    assert.deepEqual(forged, [...Array<number>(limit).fill(422), 429])
    const many = await tries(env, (at) => ({ 'x-forwarded-for': `203.0.113.7, 198.51.100.${at}` }))
    assert.deepEqual(many, Array<number>(limit + 1).fill(422))
  })
})
