import { filterOf, type Token } from "../../shared/list/query";
import { href } from "../../shell/router";

/** The list of roles, filtered by tokens that must all hold. */
export const rolesHref = (tokens: readonly Token[]) => href(["roles"], { filter: filterOf(tokens) });
