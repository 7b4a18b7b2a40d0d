// Where the protocol answers.
export const AT = '/scim/v2'
