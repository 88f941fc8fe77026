//! One notice: read → normalize → segment → extract → task list.
