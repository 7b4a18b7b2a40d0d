// Files of the national register, with the columns that the State publishes.
/** Said of everybody in these files, and of nobody here. */
export const [BIRTH, PROFESSION] = ['03/04/1971', 'Ingénieurs et cadres techniques d’entreprise']

export const COUNCILLORS = [
  ...['Code du département', 'Libellé du département', 'Code de la collectivité à statut particulier'],
  ...['Libellé de la collectivité à statut particulier', 'Code de la commune', 'Libellé de la commune'],
  ...['Nom de l’élu', 'Prénom de l’élu', 'Code sexe', 'Date de naissance'],
  ...['Code de la catégorie socio-professionnelle', 'Libellé de la catégorie socio-professionnelle'],
  ...[
    'Date de début du mandat',
    'Libellé de la fonction',
    'Date de début de la fonction',
    'Code nationalité',
  ],
]
const isOf = (name: string) => COUNCILLORS.indexOf(name)

/** As a line of the register says it. */
export interface Elected {
  code: string
  name: string
  given: string
  post?: string
  since?: string
  birth?: string
}

function line({ code, name, given, post = '', since = '21/03/2026', birth = BIRTH }: Elected): string[] {
  const cells = COUNCILLORS.map(() => '')
  const say = (column: string, text: string) => void (cells[isOf(column)] = text)
  say('Code de la commune', code)
  say('Nom de l’élu', name)
  say('Prénom de l’élu', given)
  say('Code sexe', 'F')
  say('Date de naissance', birth)
  say('Libellé de la catégorie socio-professionnelle', PROFESSION)
  say('Date de début du mandat', since)
  say('Libellé de la fonction', post)
  return cells
}
export const file = (
  rows: readonly Elected[],
  apart = ';',
  columns: readonly string[] = COUNCILLORS,
): Buffer =>
  Buffer.from(
    [
      columns,
      ...rows.map((row) => line(row).filter((_, place) => columns.includes(COUNCILLORS[place] ?? ''))),
    ]
      .map((cells) => cells.join(apart))
      .join('\r\n'),
  )
