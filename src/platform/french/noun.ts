// A name as it stands in a sentence: its article, « de » and « à » before it, its agreement. Pure.
// A name whose head is not in the table gets none of its own: « le service Voirie Est » is never wrong.
import { type Gender, headOf } from './heads.ts'

export interface Noun {
  /** As it stands alone: « Direction de la voirie ». */
  name: string
  article: 'le' | 'la' | 'l’' | 'les' | ''
  /** What follows the article: « direction de la voirie ». */
  rest: string
  gender: Gender
  isMany: boolean
}

const VOWEL = /^(?:[aeiouàâäéèêëîïôöùûüœæ]|y(?![aeiouéèê])|h)/i
// No elision before these, « de Haguenau »: h that counts as a consonant, numbers, « oui ».
const ASPIRATED =
  /^(?:hall(?!uc)|halte|hameau|hamster|handi|hangar|haras|haricot|hasard|haut|havre|hérisson|héros|hêtre|hockey|holland|honte|hors|huit|hutte|hagu|ham(?![bçi])|haz|hem$|hénin|hirson|honfleur|houill|oui$|onz)/i

/** Does « de » become « d’ » before this text? */
const elides = (text: string): boolean => VOWEL.test(text) && !ASPIRATED.test(text)

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

function withArticle(name: string, rest: string, gender: Gender, isMany: boolean): Noun {
  const article = isMany ? 'les' : elides(rest) ? 'l’' : gender === 'f' ? 'la' : 'le'
  return { name, article, rest, gender, isMany }
}

// « Police municipale et stationnement » are two things, not one that has a gender; « Maison de l’autonomie et du
// handicap » is one.
const isTwoThings = (name: string): boolean =>
  /,|&/.test(name) || /^(?:(?! (?:de|du|des|à|au|aux|pour) | d’).)+ et (?!de |du |des |d’|à )/.test(name)

/** « Le site de Bron » brought its article. */
function ownArticle(name: string): Noun | null {
  const [, article, rest] = /^(Les? |La |L’)(.+)$/.exec(name) ?? []
  if (article === undefined || rest === undefined) return null
  const small = article.trim().toLowerCase() as Noun['article']
  const isMany = small === 'les'
  const gender = small === 'la' ? 'f' : small === 'le' ? 'm' : (headOf(rest)?.gender ?? 'm')
  return { name, article: small, rest, gender, isMany }
}

/**
 * A unit, an authority, a site.
 * @param kind what it is, said before a name that says it not: « service », « site »
 */
export function thing(name: string, kind: string): Noun {
  const own = ownArticle(name)
  if (own !== null) return own
  const head = isTwoThings(name) ? undefined : headOf(name)
  if (head !== undefined)
    return withArticle(name, head.keepsCapital ? name : lower(name), head.gender, head.isMany)
  return withArticle(name, `${kind} ${name}`, headOf(kind)?.gender ?? 'm', false)
}

/** A commune: « Bron », « le Piton » (« au Piton »), « les Chères » (« aux Chères »), « La Mulatière » (« à La Mulatière »). */
export function town(name: string): Noun {
  const [, article, rest] = /^(Les?) (.+)$/.exec(name) ?? []
  const gender = name.startsWith('La ') ? 'f' : 'm'
  if (rest === undefined) return { name, article: '', rest: name, gender, isMany: false }
  return { name, article: article === 'Le' ? 'le' : 'les', rest, gender, isMany: article === 'Les' }
}

/** A person: « d’Élise Martin », « de Yann Le Goff ». Nobody’s gender is guessed. */
export const person = (name: string): Noun => ({ name, article: '', rest: name, gender: 'm', isMany: false })

/** « le centre de contact », « la Métropole de Lyon », « l’accueil de la mairie », « Bron ». */
export function the({ article, rest }: Noun): string {
  return article === '' || article === 'l’' ? article + rest : `${article} ${rest}`
}

/** « du centre de contact », « des services techniques », « d’Écully ». */
export function of(noun: Noun): string {
  const { article, rest } = noun
  if (article === 'le') return `du ${rest}`
  if (article === 'les') return `des ${rest}`
  return article === '' && elides(rest) ? `d’${rest}` : `de ${the(noun)}`
}

/** « au centre de contact », « aux services techniques », « à Bron ». */
export function to(noun: Noun): string {
  if (noun.article === 'le') return `au ${noun.rest}`
  return noun.article === 'les' ? `aux ${noun.rest}` : `à ${the(noun)}`
}

/** « est prévenu », « est prévenue », « sont prévenus », « sont prévenues ». */
export const is = ({ gender, isMany }: Noun, participle: string): string =>
  `${isMany ? 'sont' : 'est'} ${participle}${gender === 'f' ? 'e' : ''}${isMany ? 's' : ''}`

/** « d’Élise Martin », « de Karim Bellecour ». */
export const ofPerson = (name: string): string => of(person(name))
