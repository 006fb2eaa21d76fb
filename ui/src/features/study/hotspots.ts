/** Places of the window that a lesson's task can point at: ids for `hotspot` in a lesson's file. */
export const hotspots = {
  /** The wizard's last button: the role is made. /workload */
  createRole: "create-role",
  /** The trust policy is edited. /roles/NAME?tab=trust */
  trustPolicy: "trust-policy",
  /** The role's first own policy is edited. /roles/NAME */
  rolePolicy: "role-policy",
  /** The managed policies of the account. /policies */
  managedPolicy: "managed-policy",
  /** Rotation of a key. /keys/ID?tab=rotation */
  keyRotation: "key-rotation",
  /** The key policy is edited. /keys/ID?tab=policy */
  keyPolicy: "key-policy",
  /** A new secret. /secrets */
  createSecret: "create-secret",
  /** The resource policy of a secret. /secrets/NAME?tab=policy */
  secretPolicy: "secret-policy",
  /** Rotation of a secret. /secrets/NAME?tab=rotation */
  secretRotation: "secret-rotation",
  /** A new endpoint. /network */
  endpointCreate: "endpoint-create",
  /** What an endpoint stands in and whether it has private DNS. /network/ID */
  endpointChange: "endpoint-change",
  /** The policy of an endpoint. /network/ID?tab=policy */
  endpointPolicy: "endpoint-policy",
  /** Policies of buckets. /data */
  bucketPolicy: "bucket-policy",
  /** Public access of buckets. /data */
  bucketPublicAccess: "bucket-public-access",
  /** Encryption of buckets. /data */
  bucketEncryption: "bucket-encryption",
  /** Root access of notebook instances. /data?tab=jobs */
  notebookRoot: "notebook-root",
  /** Logging of trails. /data?tab=trails */
  trailLogging: "trail-logging",
  /** Whether the files of trails are signed. /data?tab=trails */
  trailValidation: "trail-validation",
  /** Data events of trails. /data?tab=trails */
  trailObjects: "trail-objects",
  /** A run of the checklist. /checklist */
  runChecklist: "run-checklist",
} as const;

export type HotspotId = (typeof hotspots)[keyof typeof hotspots];

const known: readonly string[] = Object.values(hotspots);

/** A lesson may name a place that this window does not have. */
export const isHotspot = (id: string | null): id is HotspotId => id !== null && known.includes(id);
