// Passwords in tests: hashed by the real library at the least it takes. Thousands are, and what an installation pays for each was a third
// of what the ways in cost to test; hash.test.ts holds that price, in a process without this.
import { createRequire } from 'node:module'
import type { Options } from '@node-rs/argon2'

interface Argon2 {
  hash(password: string, options: Options): Promise<string>
}

const LEAST: Options = { memoryCost: 8, timeCost: 1 }

// Before any module imports it: what imports later finds what stands here.
const argon2 = createRequire(import.meta.url)('@node-rs/argon2') as Argon2
const { hash } = argon2
argon2.hash = (password, options) => hash(password, { ...options, ...LEAST })
