// Most pages live by what all of them have.
import {live} from "./live.js";

live();
