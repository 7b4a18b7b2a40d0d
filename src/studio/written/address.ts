// Where forms are written.
export const HERE = '/administration/formulaires'

export const formAddress = (id: string): string => `${HERE}/${id}`
/** The element, which has the focus there. */
export const elementAddress = (id: string, element: string): string =>
  `${formAddress(id)}#${anchorOf(element)}`
export const anchorOf = (element: string): string => `element-${element}`

export const questionAddress = (id: string, question: string, what: string): string =>
  `${formAddress(id)}/questions/${question}/${what}`
export const pageAddress = (id: string, page: string, what: string): string =>
  `${formAddress(id)}/pages/${page}/${what}`

export const conditionAddress = (id: string, condition: string, what: string): string =>
  `${formAddress(id)}/conditions/${condition}/${what}`

/** In addresses beside those of forms. */
export const RESERVED: readonly string[] = ['nouveau', 'importer', 'fichier']

/** What leads back to the list of questions. */
export const BACK = { href: `${HERE}/:formulaire`, label: 'Revenir aux questions' } as const
export const ACTION = 'definition.own'
