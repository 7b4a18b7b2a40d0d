// What can go wrong at a provider, on purpose: each fault is one attack or one breakdown a relying party must survive.

/** Identifier -> what it does, in French, as the persona page shows it. */
export const FAULTS = {
  access_denied: 'Retour\u00a0: la personne refuse (access_denied)',
  server_error: 'Retour\u00a0: erreur du service (server_error)',
  temporarily_unavailable: 'Retour\u00a0: service indisponible (temporarily_unavailable)',
  invalid_acr: 'Retour\u00a0: niveau impossible (invalid_acr)',
  callback_without_state: 'Retour sans state',
  callback_wrong_state: 'Retour avec un autre state',
  callback_without_iss: 'Retour sans iss (RFC 9207)',
  callback_wrong_iss: 'Retour avec l’iss d’un autre service',
  callback_duplicated: 'Retour avec des paramètres en double',
  code_unknown: 'Code inconnu du service',
  code_expired: 'Code déjà expiré',
  token_500: 'Jetons\u00a0: erreur 500',
  token_slow: 'Jetons\u00a0: réponse très lente',
  token_not_json: 'Jetons\u00a0: réponse illisible',
  id_token_missing: 'Jeton d’identité absent',
  id_token_alg_none: 'Jeton d’identité non signé (alg none)',
  id_token_hs256_secret: 'Jeton d’identité signé en HS256 avec le secret du client',
  id_token_hs256_public_key: 'Jeton d’identité signé en HS256 avec la clé publique',
  id_token_bad_signature: 'Jeton d’identité dont la signature est fausse',
  id_token_unknown_kid: 'Jeton d’identité signé par une clé jamais publiée',
  id_token_embedded_key: 'Jeton d’identité qui apporte sa propre clé (jwk)',
  id_token_rotated_key: 'Clé changée juste avant la signature, et publiée (doit réussir)',
  id_token_wrong_iss: 'Jeton d’identité d’un autre émetteur',
  id_token_wrong_aud: 'Jeton d’identité pour un autre client',
  id_token_missing_aud: 'Jeton d’identité sans destinataire',
  id_token_wrong_azp: 'Jeton d’identité pour plusieurs clients, autorisé pour un autre (azp)',
  id_token_expired: 'Jeton d’identité expiré',
  id_token_missing_iat: 'Jeton d’identité sans date d’émission',
  id_token_clock_near: 'Jeton d’identité d’une horloge en avance de dix secondes (doit réussir)',
  id_token_clock_ahead: 'Jeton d’identité d’une horloge en avance de cinq minutes',
  id_token_missing_sub: 'Jeton d’identité sans sub',
  id_token_wrong_nonce: 'Jeton d’identité avec un autre nonce',
  id_token_missing_nonce: 'Jeton d’identité sans nonce',
  id_token_wrong_at_hash: 'Jeton d’identité dont l’at_hash est faux',
  id_token_low_acr: 'Jeton d’identité d’un niveau inférieur à celui demandé',
  userinfo_500: 'Identité\u00a0: erreur 500',
  userinfo_slow: 'Identité\u00a0: réponse très lente',
  userinfo_plain_json: 'Identité en JSON, sans signature',
  userinfo_alg_none: 'Identité non signée (alg none)',
  userinfo_hs256: 'Identité signée en HS256',
  userinfo_bad_signature: 'Identité dont la signature est fausse',
  userinfo_unknown_kid: 'Identité signée par une clé jamais publiée',
  userinfo_rotated_key: 'Identité\u00a0: clé changée et publiée (doit réussir)',
  userinfo_wrong_iss: 'Identité d’un autre émetteur',
  userinfo_wrong_aud: 'Identité pour un autre client',
  userinfo_sub_mismatch: 'Identité d’une autre personne que le jeton (sub)',
  userinfo_missing_claim: 'Identité sans nom de famille',
  changed_sub: 'Même personne, autre sub (identité corrigée)',
  discovery_500: 'Découverte\u00a0: erreur 500 (réglage général)',
  discovery_wrong_issuer: 'Découverte\u00a0: autre émetteur annoncé (réglage général)',
  jwks_500: 'Clés\u00a0: erreur 500 (réglage général)',
} as const

export type Fault = keyof typeof FAULTS

/** The fault of that name, or null. */
export function faultNamed(name: string | null | undefined): Fault | null {
  return name !== null && name !== undefined && Object.hasOwn(FAULTS, name) ? (name as Fault) : null
}
