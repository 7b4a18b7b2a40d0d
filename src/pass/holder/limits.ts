// How often one asks for codes, tokens and papers of a pass, and shows documents; how often an agent asks the family fund.
import { HOUR, MINUTE } from '#platform/limits/limits.ts'

export const HOLDER_LIMITS = {
  passCodes: { limit: 60, windowSeconds: 10 * MINUTE },
  passPhones: { limit: 10, windowSeconds: HOUR },
  // Each brings an hour of showing.
  passNumbers: { limit: 30, windowSeconds: 10 * MINUTE },
  passSpoken: { limit: 40, windowSeconds: 10 * MINUTE },
  passTokens: { limit: 40, windowSeconds: HOUR },
  passPapers: { limit: 20, windowSeconds: HOUR },
  passContests: { limit: 10, windowSeconds: HOUR },
  passQuotients: { limit: 60, windowSeconds: HOUR },
  passDocuments: { limit: 120, windowSeconds: HOUR },
  passProofs: { limit: 20, windowSeconds: HOUR },
} as const
