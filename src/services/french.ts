// French around names of places: « à Bron », « au Xxx », « d’Écully ». Used to fill sentences that come from data.

const VOWEL = /^[aeiouyàâäéèêëîïôöùûüœæ]/i

/** Contracts or elides « à »/« de » with a name: « du Bourg », « d’Écully », « à La Mulatière ». */
function bind(preposition: string, name: string): string {
  const capital = preposition[0] === preposition[0]?.toUpperCase()
  const start = (text: string) => (capital ? text[0]?.toUpperCase() + text.slice(1) : text)
  const article = /^(Le|Les) (.+)$/.exec(name)
  const isTo = preposition.toLowerCase() === 'à'
  if (article !== null) {
    const [, word, rest] = article
    const contracted = word === 'Le' ? (isTo ? 'au' : 'du') : isTo ? 'aux' : 'des'
    return `${start(contracted)} ${rest}`
  }
  if (!isTo && VOWEL.test(name)) return `${start('d')}’${name}`
  return `${preposition} ${name}`
}

/** « à Bron », « au Bourg ». */
export const toPlace = (name: string): string => bind('à', name)
/** « de Bron », « d’Écully », « du Bourg ». */
export const ofPlace = (name: string): string => bind('de', name)

/** Fills `{commune}` and other `{names}`, with the right contraction after « à » and « de ». Unknown names stay. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(
    /(?:(?<=^|[\s(«’])(à|À|de|De) )?\{([a-zA-Z]+)\}/g,
    (whole, preposition: string | undefined, name: string) => {
      const value = values[name]
      if (value === undefined) return whole
      return preposition === undefined ? value : bind(preposition, value)
    },
  )
}

/** « la Métropole de Lyon », « la Ville de Bron »; a bare name of commune becomes « la mairie de Bron ». */
export function whoIs(authority: { level: string; name: string }): string {
  if (/^(Métropole|Ville|Commune|Communauté|Mairie)\b/.test(authority.name)) return `la ${authority.name}`
  return authority.level === 'commune' ? `la mairie ${ofPlace(authority.name)}` : authority.name
}
