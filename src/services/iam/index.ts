// Identity and Access Management: the operations on users, roles and policies. The gateway reads what they write.
// See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { addRoleToInstanceProfile } from './operations/addRoleToInstanceProfile.ts';
import { attachRolePolicy } from './operations/attachRolePolicy.ts';
import { attachUserPolicy } from './operations/attachUserPolicy.ts';
import { createAccessKey } from './operations/createAccessKey.ts';
import { createInstanceProfile } from './operations/createInstanceProfile.ts';
import { createPolicy } from './operations/createPolicy.ts';
import { createRole } from './operations/createRole.ts';
import { createUser } from './operations/createUser.ts';
import { deleteAccessKey } from './operations/deleteAccessKey.ts';
import { deletePolicy } from './operations/deletePolicy.ts';
import { deleteRole } from './operations/deleteRole.ts';
import { deleteRolePolicy } from './operations/deleteRolePolicy.ts';
import { deleteUser } from './operations/deleteUser.ts';
import { deleteUserPolicy } from './operations/deleteUserPolicy.ts';
import { detachRolePolicy } from './operations/detachRolePolicy.ts';
import { detachUserPolicy } from './operations/detachUserPolicy.ts';
import { getInstanceProfile } from './operations/getInstanceProfile.ts';
import { getPolicy } from './operations/getPolicy.ts';
import { getPolicyVersion } from './operations/getPolicyVersion.ts';
import { getRole } from './operations/getRole.ts';
import { getRolePolicy } from './operations/getRolePolicy.ts';
import { getUser } from './operations/getUser.ts';
import { getUserPolicy } from './operations/getUserPolicy.ts';
import { listAccessKeys } from './operations/listAccessKeys.ts';
import { listAttachedRolePolicies } from './operations/listAttachedRolePolicies.ts';
import { listAttachedUserPolicies } from './operations/listAttachedUserPolicies.ts';
import { listInstanceProfiles } from './operations/listInstanceProfiles.ts';
import { listPolicies } from './operations/listPolicies.ts';
import { listRolePolicies } from './operations/listRolePolicies.ts';
import { listRoles } from './operations/listRoles.ts';
import { listUserPolicies } from './operations/listUserPolicies.ts';
import { listUsers } from './operations/listUsers.ts';
import { putRolePolicy } from './operations/putRolePolicy.ts';
import { putUserPolicy } from './operations/putUserPolicy.ts';
import { removeRoleFromInstanceProfile } from './operations/removeRoleFromInstanceProfile.ts';
import { updateAccessKey } from './operations/updateAccessKey.ts';
import { updateAssumeRolePolicy } from './operations/updateAssumeRolePolicy.ts';

export const iam = defineService({
  name: 'iam',
  iamPrefix: 'iam',
  principal: 'iam.amazonaws.com',
  operations: {
    AddRoleToInstanceProfile: addRoleToInstanceProfile,
    AttachRolePolicy: attachRolePolicy,
    AttachUserPolicy: attachUserPolicy,
    CreateAccessKey: createAccessKey,
    CreateInstanceProfile: createInstanceProfile,
    CreatePolicy: createPolicy,
    CreateRole: createRole,
    CreateUser: createUser,
    DeleteAccessKey: deleteAccessKey,
    DeletePolicy: deletePolicy,
    DeleteRole: deleteRole,
    DeleteRolePolicy: deleteRolePolicy,
    DeleteUser: deleteUser,
    DeleteUserPolicy: deleteUserPolicy,
    DetachRolePolicy: detachRolePolicy,
    DetachUserPolicy: detachUserPolicy,
    GetInstanceProfile: getInstanceProfile,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    GetUser: getUser,
    GetUserPolicy: getUserPolicy,
    ListAccessKeys: listAccessKeys,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListAttachedUserPolicies: listAttachedUserPolicies,
    ListInstanceProfiles: listInstanceProfiles,
    ListPolicies: listPolicies,
    ListRolePolicies: listRolePolicies,
    ListRoles: listRoles,
    ListUserPolicies: listUserPolicies,
    ListUsers: listUsers,
    PutRolePolicy: putRolePolicy,
    PutUserPolicy: putUserPolicy,
    RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
    UpdateAccessKey: updateAccessKey,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  },
});
