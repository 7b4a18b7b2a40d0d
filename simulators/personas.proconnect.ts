// Ten invented professionals: agents of a metropolis, of communes and of the State, elected members, and strangers.
import type { Persona } from './shapes.ts'

interface Professional {
  id: string
  note: string
  given: string
  usual: string
  email: string
  siret: string
  organisation: string
  roles: string[]
  acr: string
  amr: string[]
}

const METROPOLIS = { siret: '20004697700019', organisation: 'Métropole de Lyon' }
const TERRITORIAL = ['agent_public', 'agent_public_territorial']
const TWO = { acr: 'eidas1-mfa', amr: ['pwd', 'otp', 'mfa'] }

function persona({
  id,
  note,
  given,
  usual,
  email,
  siret,
  organisation,
  roles,
  acr,
  amr,
}: Professional): Persona {
  return {
    id,
    name: `${given} ${usual}, ${organisation}`,
    note,
    acr,
    amr,
    claims: {
      given_name: given,
      usual_name: usual,
      email,
      uid: `uid-${id}`,
      siret,
      siren: siret.slice(0, 9),
      idp_id: 'fi-simulateur-pro',
      idp_acr: acr,
      roles,
      organization_label: organisation,
      organizational_unit: '',
      phone_number: '+33478000000',
      belonging_population: 'agent',
    },
  }
}

export const professionals: readonly Persona[] = (
  [
    {
      id: 'voirie',
      note: 'Agent territorial, deux facteurs',
      given: 'Théo',
      usual: 'Grangier',
      email: 'voirie@parvis.example',
      ...METROPOLIS,
      roles: TERRITORIAL,
      ...TWO,
    },
    {
      id: 'chef-voirie',
      note: 'Responsable territoriale, deux facteurs',
      given: 'Samira',
      usual: 'Benkhelil',
      email: 'chef.voirie@parvis.example',
      ...METROPOLIS,
      roles: TERRITORIAL,
      ...TWO,
    },
    {
      id: 'admin',
      note: 'Administration de la métropole, deux facteurs',
      given: 'Inès',
      usual: 'Fourvière',
      email: 'admin@parvis.example',
      ...METROPOLIS,
      roles: TERRITORIAL,
      ...TWO,
    },
    {
      id: 'bron',
      note: 'Agente d’une commune, deux facteurs',
      given: 'Odile',
      usual: 'Perrachon',
      email: 'agent.bron@parvis.example',
      siret: '21690029000018',
      organisation: 'Commune de Bron',
      roles: TERRITORIAL,
      ...TWO,
    },
    {
      id: 'accueil-un-facteur',
      note: 'Agente territoriale, un seul facteur',
      given: 'Jeanne',
      usual: 'Vaugneray',
      email: 'accueil@parvis.example',
      ...METROPOLIS,
      roles: TERRITORIAL,
      acr: 'eidas1',
      amr: ['pwd'],
    },
    {
      id: 'mions-autre-siret',
      note: 'Agent de deux établissements\u00a0: se présente avec l’autre',
      given: 'Bastien',
      usual: 'Chavassieux',
      email: 'agent.mions@parvis.example',
      siret: '99900000100019',
      organisation: 'Syndicat d’essai',
      roles: TERRITORIAL,
      ...TWO,
    },
    {
      id: 'etat',
      note: 'Agente de l’État, sans rattachement au territoire',
      given: 'Régine',
      usual: 'Pontcharra',
      email: 'regine.pontcharra@etat.example',
      siret: '11000201100044',
      organisation: 'Ministère d’essai',
      roles: ['agent_public', 'agent_public_etat'],
      acr: 'eidas2',
      amr: ['pop', 'mfa'],
    },
    {
      id: 'association',
      note: 'Salarié d’une association\u00a0: aucun rôle public',
      given: 'Ulysse',
      usual: 'Monplaisir',
      email: 'ulysse@association.example',
      siret: '99800000200019',
      organisation: 'Association d’essai',
      roles: [],
      acr: 'eidas1',
      amr: ['pwd'],
    },
    {
      id: 'elue',
      note: 'Élue sans identité d’agent\u00a0: adresse personnelle',
      given: 'Blandine',
      usual: 'Serin',
      email: 'blandine.serin@courriel.example',
      siret: '21690029000018',
      organisation: 'Commune de Bron',
      roles: ['agent_public'],
      acr: 'eidas0-mfa',
      amr: ['mail', 'mfa'],
    },
    {
      id: 'inconnue',
      note: 'Agente territoriale que l’administration n’a pas encore inscrite',
      given: 'Marceline',
      usual: 'Cusset',
      email: 'marceline.cusset@parvis.example',
      ...METROPOLIS,
      roles: TERRITORIAL,
      ...TWO,
    },
  ] satisfies Professional[]
).map(persona)
