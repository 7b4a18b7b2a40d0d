// What a post lets one do in its unit: the one table of roles, with the words of screens. The database knows the same names
// (accounts.membership); what each may do is in the access tables and in docs/access-matrix.md.

interface RoleWords {
  readonly label: string
  /** Of whoever holds it, for those who give it and on « Mes données ». */
  readonly does: string
  /** Those who hold it, before the name of where: « responsables » de la direction de l’eau. */
  readonly several: string
}

export const ROLES = {
  handler: {
    label: 'Instruction',
    does: 'traite les demandes du service',
    several: 'instructeurs',
  },
  manager: {
    label: 'Responsable',
    does: 'voit et attribue tout dans le service et ceux d’en dessous',
    several: 'responsables',
  },
  reception: {
    label: 'Guichet, accueil',
    does: 'renseigne les habitants et saisit leurs demandes',
    several: 'agents d’accueil',
  },
  steward: {
    label: 'Administration du service',
    does: 'tient le service et ceux d’en dessous\u00a0: agents, coordonnées, calendrier, réglages',
    several: 'gestionnaires',
  },
  editor: {
    label: 'Rédaction',
    does: 'écrit les contenus et les textes des démarches',
    several: 'rédacteurs',
  },
  analyst: {
    label: 'Lecture des statistiques',
    does: 'lit les statistiques de sa collectivité et, à la tête de toute la métropole, de chaque commune, mais aucune demande',
    several: 'lecteurs des statistiques',
  },
  admin: {
    label: 'Administration',
    does: 'administre toute la collectivité',
    several: 'administrateurs',
  },
} as const satisfies Record<string, RoleWords>

/** What a membership lets one do in its unit (docs/glossary.md). */
export type Role = keyof typeof ROLES

export const EVERY_ROLE = Object.keys(ROLES) as readonly Role[]

/** Those who work on requests, and so see them. */
const WORKING = ['handler', 'manager', 'reception'] as const satisfies readonly Role[]

export const isWorking = ({ role }: { readonly role: Role }): boolean =>
  (WORKING as readonly Role[]).includes(role)

/** Those who write contents for their authority. */
export const WRITING = ['admin', 'editor'] as const satisfies readonly Role[]

/** Those who open the administration, from the widest right. */
export const ADMINISTERING = ['admin', 'steward', 'editor'] as const satisfies readonly Role[]
