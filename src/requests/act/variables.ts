// The names of the variables of a message, as an agent reads and types them. Templates keep the code's names.

const NAMES: readonly (readonly [code: string, shown: string, meaning: string])[] = [
  ['name', 'nom', 'nom de la personne'],
  ['reference', 'numéro', 'numéro de la demande'],
  ['place', 'lieu', 'adresse et commune'],
  ['solutionDate', 'date promise', 'jour de la solution'],
  ['previousDate', 'ancienne date', 'jour promis avant'],
  ['service', 'démarche', 'titre de la démarche'],
  ['agent', 'votre nom', 'qui signe'],
  ['unit', 'votre service', 'service de la demande'],
  ['authority', 'collectivité', 'qui répond'],
  ['explanation', 'explication', 'ce que la personne lit de la raison'],
]

/** Those that an agent may type, with what each becomes. */
export const VARIABLES = NAMES.filter(([code]) => code !== 'explanation' && code !== 'previousDate').map(
  ([code, shown, meaning]) => ({ code, shown: `{${shown}}`, meaning }),
)

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()
const CODES = new Map<string, string>(NAMES.map(([code, shown]) => [plain(shown), code]))
const SHOWN = new Map<string, string>([
  ...NAMES.map(([code, shown]) => [code, shown] as const),
  ['civility', 'nom'],
])

/** What is left to write, in one notation for every place: « {la raison} ». */
export const asShown = (text: string): string => text.replace(/\{\{([^{}]*)\}\}/g, '{$1}')

/** A template as it is shown: « {nom} » for « {name} ». */
export const spoken = (text: string): string =>
  asShown(
    text.replace(/(?<!\{)\{(\w+)\}/g, (whole, name: string) => {
      const shown = SHOWN.get(name)
      return shown === undefined ? whole : `{${shown}}`
    }),
  )

/** What was typed, with the code's names; accents and capitals do not matter, an unknown name is a place left to fill. */
export const unspoken = (text: string): string =>
  text.replace(/(?<!\{)\{([^{}\n]+)\}/g, (_whole, name: string) => {
    const code = CODES.get(plain(name))
    return code === undefined ? `{{${name}}}` : `{${code}}`
  })
