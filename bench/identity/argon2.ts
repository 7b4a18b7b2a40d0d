// The parameters of src/signin/secret/hash.ts: the least of the OWASP Password Storage Cheat Sheet for argon2id.
export const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
