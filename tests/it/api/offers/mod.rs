//! Offers: writing, the way through approval, the thread, the configuration, lists.

mod writing;
