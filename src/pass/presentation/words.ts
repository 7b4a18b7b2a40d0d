// How a door asks a wallet (OpenID4VP 1.0): who asks, where it is read and answered.
import { addresses, AT, FORMAT } from '../credential/words.ts'

export const PATHS = {
  /** Of did:web: the keys of whoever asks. */
  did: '/.well-known/did.json',
  asked: `${AT}/demandes/:demande`,
  answers: `${AT}/reponses`,
} as const

/** Who asks: this installation, by the keys that its own address shows. */
export const didOf = (publicUrl: string): string => `did:web:${encodeURIComponent(new URL(publicUrl).host)}`
export const clientOf = (publicUrl: string): string => `decentralized_identifier:${didOf(publicUrl)}`

export const askedAddress = (publicUrl: string, secret: string): string =>
  new URL(`${AT}/demandes/${secret}`, publicUrl).href
export const answerAddress = (publicUrl: string): string => new URL(PATHS.answers, publicUrl).href

/** What is asked for is called so in the answer. */
export const WANTED = 'droit'

/**
 * Only what that door needs: a right of its partner, in its sector, of what opens there (DCQL). Class, last day and number stay untold.
 * @param products by the names that copies bear
 */
export const queryFor = (
  publicUrl: string,
  { partner, sector, products }: { partner: string; sector: string; products: readonly string[] },
) => ({
  credentials: [
    {
      id: WANTED,
      format: FORMAT,
      meta: { vct_values: [addresses(publicUrl).type] },
      claims: [
        { path: ['partner'], values: [partner] },
        { path: ['sector'], values: [sector] },
        ...(products.length === 0 ? [] : [{ path: ['product'], values: products }]),
      ],
    },
  ],
})
