// What signing in shows on the homes that modules make together.
import type { Block } from '#platform/http/route.ts'
import { passkeyOffer } from './passkeys/offer.ts'

export const blocks: readonly Block[] = [{ on: 'account', order: 10, show: passkeyOffer }]
