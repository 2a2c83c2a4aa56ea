using FpgaSeg.Protocol.Design;

namespace FpgaSeg.HostDriver.Session;

/// <summary>What the caller knows of the board before it answers; null is not checked.</summary>
/// <param name="Design">The design in the build folder: id, model, geometry, and the bound that compute cycles cannot beat.</param>
/// <param name="ModelId">SHA-256 of the model package, 64 hexadecimal digits.</param>
/// <param name="Image">Geometry of the images to be sent.</param>
public sealed record SessionExpectations(DesignManifest? Design = null, string? ModelId = null, ImageGeometry? Image = null);
