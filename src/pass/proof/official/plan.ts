// What an official list changes of the one that is kept: who is added, changed, ended. Pure.
import { isGiven, type TrustList } from '../document/trust-list.ts'
import type { OfficialList } from './list.ts'

type Authority = TrustList['authorities'][number]

export interface Plan {
  readonly list: TrustList
  readonly added: readonly Authority[]
  readonly changed: readonly { readonly authority: Authority; readonly sentences: readonly string[] }[]
  /** Believed until that day alone: the official list says so, or names it no more. */
  readonly ended: readonly Authority[]
}

/** @param readOn the day on which it is read */
export function planOf(kept: TrustList, official: OfficialList, readOn: string): Plan {
  const before = new Map(kept.authorities.map((one) => [one.id, one]))
  const listed = official.authorities.map((one) => listedOf(before.get(one.id), one))
  const named = new Set(official.authorities.map(({ id }) => id))
  const left = kept.authorities
    .filter(({ id }) => !named.has(id))
    .map((one) => ({ ...one, until: earlier(one.until, official.issuedOn) }))
  const authorities = [...listed, ...left]
  const was = (one: Authority): Authority | undefined => before.get(one.id)
  const isEnded = (one: Authority): boolean => one.until !== undefined && was(one)?.until !== one.until
  return {
    list: {
      ...kept,
      source: `${official.operator}\u00a0: liste officielle n°\u00a0${official.sequence}`.slice(0, 500),
      readOn,
      official: {
        sequence: official.sequence,
        issuedOn: official.issuedOn,
        ...(official.nextUpdate !== undefined && { nextUpdate: official.nextUpdate }),
      },
      authorities,
    },
    added: listed.filter((one) => was(one) === undefined && one.until === undefined),
    changed: authorities.flatMap((authority) => {
      const sentences = changesOf(was(authority), authority)
      return sentences.length === 0 ? [] : [{ authority, sentences }]
    }),
    ended: authorities.filter(isEnded),
  }
}

/** As the official list says; certificates that its own did not give are believed no more. */
function listedOf(
  was: Authority | undefined,
  { id, name, certificate, until }: OfficialList['authorities'][number],
): Authority {
  const certificates = (was?.certificates ?? []).filter((one) => isGiven(one.certificate, certificate))
  return { id, name, certificate, ...(until !== undefined && { until }), certificates }
}

const earlier = (one: string | undefined, other: string): string =>
  one !== undefined && one < other ? one : other

function changesOf(was: Authority | undefined, now: Authority): string[] {
  if (was === undefined) return []
  const dropped = was.certificates.length - now.certificates.length
  return [
    ...(was.name === now.name ? [] : [`son nom devient «\u00a0${now.name}\u00a0»`]),
    ...(was.certificate === now.certificate ? [] : ['son certificat est remplacé']),
    ...(dropped === 0
      ? []
      : [`certificats qu’il avait donnés par l’ancien, et qui ne sont plus crus\u00a0: ${dropped}`]),
    ...(was.until !== undefined && now.until === undefined ? ['il est cru de nouveau'] : []),
  ]
}
