// Users and groups as this directory knows them: of RFC 7643, only what is kept.
import type { Schema } from '../protocol/schema.ts'

export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group'

export const USER_SCHEMA: Schema = {
  id: USER_URN,
  name: 'User',
  description: 'Un agent de la collectivité, tel que son annuaire le décrit.',
  attributes: [
    {
      name: 'userName',
      description: 'Son identifiant dans l’annuaire, unique dans la collectivité.',
      required: true,
      uniqueness: 'server',
    },
    {
      name: 'name',
      description: 'Son prénom et son nom.',
      subAttributes: [
        { name: 'givenName', description: 'Prénom.' },
        { name: 'familyName', description: 'Nom.' },
      ],
    },
    {
      name: 'displayName',
      description: 'Le nom qui se lit dans les groupes\u00a0; à défaut, le prénom et le nom.',
    },
    {
      name: 'emails',
      description:
        'Une adresse est gardée\u00a0: la principale, sinon la première. L’invitation y est envoyée. À défaut, userName en est une.',
      multiValued: true,
      subAttributes: [
        { name: 'value', description: 'L’adresse.' },
        { name: 'type', description: 'Toujours «\u00a0work\u00a0».', canonicalValues: ['work'] },
        { name: 'primary', description: 'Toujours vrai.', type: 'boolean' },
      ],
    },
    {
      name: 'active',
      description: 'Faux\u00a0: il est parti, et ce qu’il avait en charge revient à ses services.',
      type: 'boolean',
    },
    {
      name: 'groups',
      description: 'Ses fonctions. Elles se changent par les groupes.',
      multiValued: true,
      mutability: 'readOnly',
      subAttributes: [
        { name: 'value', description: 'Identifiant du groupe.', caseExact: true, mutability: 'readOnly' },
        {
          name: '$ref',
          description: 'Adresse du groupe.',
          type: 'reference',
          caseExact: true,
          mutability: 'readOnly',
          referenceTypes: ['Group'],
        },
        { name: 'display', description: 'Nom du groupe.', mutability: 'readOnly' },
      ],
    },
  ],
}

export const GROUP_SCHEMA: Schema = {
  id: GROUP_URN,
  name: 'Group',
  description: 'Une fonction dans un service. Les services se font et se nomment à l’écran.',
  attributes: [
    {
      name: 'displayName',
      description: 'Le service, puis la fonction\u00a0: «\u00a0Voirie · Instruction\u00a0».',
      mutability: 'immutable',
    },
    {
      name: 'members',
      description: 'Les agents de l’annuaire qui tiennent cette fonction.',
      multiValued: true,
      subAttributes: [
        { name: 'value', description: 'Identifiant de l’agent.', caseExact: true, mutability: 'immutable' },
        {
          name: '$ref',
          description: 'Adresse de l’agent.',
          type: 'reference',
          caseExact: true,
          mutability: 'readOnly',
          referenceTypes: ['User'],
        },
        {
          name: 'type',
          description: 'Toujours «\u00a0User\u00a0».',
          mutability: 'readOnly',
          canonicalValues: ['User'],
        },
        { name: 'display', description: 'Son nom.', mutability: 'readOnly' },
      ],
    },
  ],
}
