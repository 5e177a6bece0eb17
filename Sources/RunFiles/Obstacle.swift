import Foundation

/// What stands where a folder or one above it would be, if that is a file.
package func obstacle(to folder: URL) -> String? {
  var place = folder.standardizedFileURL
  var isFolder: ObjCBool = false
  while !FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) && place.path != "/" {
    place.deleteLastPathComponent()
  }
  return isFolder.boolValue ? nil : "\(place.lastPathComponent) is a file"
}
